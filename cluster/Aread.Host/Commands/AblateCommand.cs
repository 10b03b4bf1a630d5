using System.CommandLine;
using System.Text.Json;
using Aread.Comparison;
using Aread.Distributed.Storage;
using Aread.Host.Comparison;
using Aread.Host.Configuration;

namespace Aread.Host.Commands;

/// <summary><c>aread ablate</c></summary>
internal sealed class AblateCommand(ProgramEnvironment environment)
{
    private readonly ComparisonArguments _arguments = new("ablation") { Scope = OptionScope.Variants };

    public static Command Create(ProgramEnvironment environment) => new AblateCommand(environment).Build();

    private ExampledCommand Build()
    {
        var command = new ExampledCommand(
            "ablate",
            "Train the base recommender, then with HEI, with HEMP, and with augmentation: what each part of AREAD adds.",
            "aread ablate --data data/shop",
            "aread ablate --data data/shop --seeds 5 --set Training:LearningRate=3e-4",
            "aread ablate --connect --data /shared/shop");
        _arguments.AddTo(command);
        command.SetAction(RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken stop)
    {
        var session = new ComparisonSession(environment, _arguments, parsed);
        var table = ComparisonTable.Of(await session.TrainAsync(Ablation.Systems, null, stop));
        PendingFile.Replace(session.PathOf("ablation.json"), JsonSerializer.SerializeToUtf8Bytes(table, AreadJson.Indented));
        PendingFile.Replace(session.PathOf("ablation.md"), ComparisonMarkdown.Write("Ablation", table, session.Dataset, picture: null));
        ComparisonScores.Show(environment, table, session.Directory, _arguments.Json(parsed));
        return ExitCode.Done;
    }
}
