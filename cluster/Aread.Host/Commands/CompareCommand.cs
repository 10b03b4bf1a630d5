using System.CommandLine;
using System.Text.Json;
using Aread.Comparison;
using Aread.Distributed.Storage;
using Aread.Host.Comparison;

namespace Aread.Host.Commands;

/// <summary><c>aread compare</c></summary>
internal sealed class CompareCommand(ProgramEnvironment environment)
{
    private readonly ComparisonArguments _arguments = new("comparison");
    private readonly Option<string> _models = new("--models")
    {
        Description = $"Systems to train, by name, with commas between them; {SystemNames.All} = every one of the comparison.",
        HelpName = "LIST",
        DefaultValueFactory = _ => SystemNames.All,
    };
    private readonly Option<string?> _clusters = SystemNames.Clusters();

    public static Command Create(ProgramEnvironment environment) => new CompareCommand(environment).Build();

    private ExampledCommand Build()
    {
        var command = new ExampledCommand(
            "compare",
            "Train AREAD and the systems that its paper compares it with on one data set, and make the table.",
            "aread compare --data data/shop",
            "aread compare --data data/shop --models DCN,MMoE,AREAD --seeds 5 --out shop-comparison",
            "aread compare --data data/shop --set Training:LearningRate=3e-4 --set Compute:Lanes=4",
            "aread compare --connect --data /shared/shop --models Isolated,AREAD")
        {
            _models, _clusters,
        };
        _arguments.AddTo(command);
        command.SetAction(RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken stop)
    {
        var systems = SystemNames.Parse(parsed.GetRequiredValue(_models));
        var session = new ComparisonSession(environment, _arguments, parsed);
        var clusters = await session.ClustersAsync(systems, parsed.GetValue(_clusters), stop);
        var table = ComparisonTable.Of(await session.TrainAsync(systems, clusters, stop));
        PendingFile.Replace(session.PathOf("comparison.json"), JsonSerializer.SerializeToUtf8Bytes(table, AreadJson.Indented));
        PendingFile.Replace(session.PathOf("comparison.md"), ComparisonMarkdown.Write("Comparison", table, session.Dataset, "comparison.svg"));
        PendingFile.Replace(session.PathOf("comparison.svg"), ComparisonPicture.Write(table));
        ComparisonScores.Show(environment, table, session.Directory, _arguments.Json(parsed));
        return ExitCode.Done;
    }
}
