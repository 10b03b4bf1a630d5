using System.CommandLine;
using System.Text.Json;
using Aread.Comparison;
using Aread.Distributed.Storage;
using Aread.Host.Comparison;
using Aread.Host.Configuration;

namespace Aread.Host.Commands;

/// <summary><c>aread study</c></summary>
internal sealed class StudyCommand(ProgramEnvironment environment)
{
    private readonly Argument<string> _study = new("STUDY") { Description = $"What is varied: {string.Join(", ", Study.All.Select(study => study.Name))}." };
    private readonly ComparisonArguments _arguments = new("study") { Scope = OptionScope.Variants };

    public static Command Create(ProgramEnvironment environment) => new StudyCommand(environment).Build();

    private ExampledCommand Build()
    {
        _study.AcceptOnlyFromAmong([.. Study.All.Select(study => study.Name)]);
        var command = new ExampledCommand(
            "study",
            "Train AREAD with several values of one choice, and draw what becomes of its scores.",
            "aread study layers --data data/shop",
            "aread study updating-rate --data data/shop --seeds 5",
            "aread study experts --connect --data /shared/shop")
        {
            _study,
        };
        _arguments.AddTo(command);
        command.SetAction(RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken stop)
    {
        var study = Study.All.Single(study => study.Name == parsed.GetRequiredValue(_study));
        var session = new ComparisonSession(environment, _arguments, parsed);
        var table = ComparisonTable.Of(await session.TrainAsync([.. study.Points.Select(point => point.System)], null, stop));
        PendingFile.Replace(session.PathOf($"{study.Name}.json"), JsonSerializer.SerializeToUtf8Bytes(table, AreadJson.Indented));
        PendingFile.Replace(session.PathOf($"{study.Name}.md"), ComparisonMarkdown.Write($"Study of {study.Quantity}", table, session.Dataset, $"{study.Name}.svg"));
        PendingFile.Replace(session.PathOf($"{study.Name}.svg"), StudyPicture.Write(study, table));
        ComparisonScores.Show(environment, table, session.Directory, _arguments.Json(parsed));
        return ExitCode.Done;
    }
}
