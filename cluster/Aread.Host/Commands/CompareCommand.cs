using System.CommandLine;
using System.Text.Json;
using Aread.Comparison;
using Aread.Distributed.Storage;
using Aread.Host.Comparison;
using Spectre.Console;

namespace Aread.Host.Commands;

/// <summary><c>aread compare</c></summary>
internal sealed class CompareCommand(ProgramEnvironment environment)
{
    private const string AllModels = "all";

    private readonly ComparisonArguments _arguments = new("comparison");
    private readonly Option<string> _models = new("--models")
    {
        Description = $"Systems to train, by name, with commas between them; {AllModels} = every one of the comparison.",
        HelpName = "LIST",
        DefaultValueFactory = _ => AllModels,
    };

    private readonly Option<string?> _clusters = new("--clusters")
    {
        Description = "File of aread precluster, for systems with a tower for each group of domains. Made, in three groups, if it is not given and needed.",
        HelpName = "FILE",
    };

    public static Command Create(ProgramEnvironment environment) => new CompareCommand(environment).Build();

    private ExampledCommand Build()
    {
        var command = new ExampledCommand(
            "compare",
            "Train AREAD and the systems that its paper compares it with on one data set, and make the table.",
            "aread compare --data data/shop",
            "aread compare --data data/shop --models DCN,MMoE,AREAD --seeds 5 --out shop-comparison",
            "aread compare --data data/shop --set Training:LearningRate=3e-4 --set Compute:Lanes=4")
        {
            _models, _clusters,
        };
        _arguments.AddTo(command);
        command.SetAction(RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken stop)
    {
        var systems = Systems(parsed.GetRequiredValue(_models));
        var session = new ComparisonSession(environment, _arguments, parsed);
        var clusters = await ClustersAsync(session, systems, parsed.GetValue(_clusters), stop);
        var table = ComparisonTable.Of(await session.TrainAsync(systems, clusters, stop));
        PendingFile.Replace(session.PathOf("comparison.json"), JsonSerializer.SerializeToUtf8Bytes(table, AreadJson.Indented));
        PendingFile.Replace(session.PathOf("comparison.md"), ComparisonMarkdown.Write("Comparison", table, session.Dataset, "comparison.svg"));
        PendingFile.Replace(session.PathOf("comparison.svg"), ComparisonPicture.Write(table));
        ComparisonScores.Show(environment, table, session.Directory, _arguments.Json(parsed));
        return ExitCode.Done;
    }

    /// <summary>Those that were named; else those of an earlier comparison in the directory; else new ones.</summary>
    private static async Task<DomainClusters?> ClustersAsync(ComparisonSession session, IReadOnlyList<ComparisonSystem> systems, string? named, CancellationToken stop)
    {
        if (named is not null) return DomainClusters.Read(named, session.Dataset);
        if (!systems.Any(system => system.IsGrouped)) return null;
        var path = session.PathOf("clusters.json");
        if (File.Exists(path)) return DomainClusters.Read(path, session.Dataset);
        var clusters = await session.PreclusterAsync(Preclustering.StandardGroups, stop);
        PendingFile.Replace(path, JsonSerializer.SerializeToUtf8Bytes(clusters, AreadJson.Indented));
        return clusters;
    }

    /// <exception cref="AreadException">A name is of no system.</exception>
    private static IReadOnlyList<ComparisonSystem> Systems(string models)
    {
        if (models.Equals(AllModels, StringComparison.OrdinalIgnoreCase)) return ComparisonSystem.All;
        return [.. models.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.OrdinalIgnoreCase).Select(name =>
            ComparisonSystem.All.FirstOrDefault(system => system.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            ?? throw new AreadException($"There is no system '{name}'. Those of the comparison are {string.Join(", ", ComparisonSystem.All.Select(system => system.Name))}."))];
    }
}
