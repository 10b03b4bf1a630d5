using System.CommandLine;
using System.Text.Json;
using Aread.Comparison;
using Aread.Distributed.Storage;
using Aread.Host.Comparison;
using Aread.Host.Configuration;
using Spectre.Console;

namespace Aread.Host.Commands;

/// <summary><c>aread precluster</c></summary>
internal sealed class PreclusterCommand(ProgramEnvironment environment)
{
    private const string FileName = "clusters.json";

    private readonly ComparisonArguments _arguments = new("comparison") { HasSeeds = false, CanConnect = false, Scope = _ => OptionScope.Preclustering };
    private readonly Option<bool> _overwrite = CommonOptions.Overwrite("the groups");
    private readonly Option<int?> _groups = CommonOptions.Limit($"Groups to make; {Preclustering.StandardGroups} if not given.", "--groups");

    public static Command Create(ProgramEnvironment environment) => new PreclusterCommand(environment).Build();

    private ExampledCommand Build()
    {
        var command = new ExampledCommand(
            "precluster",
            "Group domains by how a model of all of them fits each, for systems with a tower for each group.",
            "aread precluster --data data/shop",
            "aread precluster --data data/shop --groups 5 --out shop-comparison")
        {
            _groups, _overwrite,
        };
        _arguments.AddTo(command);
        command.SetAction(RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken stop)
    {
        var session = new ComparisonSession(environment, _arguments, parsed);
        if (File.Exists(session.PathOf(FileName)) && !parsed.GetValue(_overwrite))
            throw new AreadException($"{session.PathOf(FileName)} is there already, and results of systems with towers for groups may rest on it. Replace it (--overwrite) or name another directory (--out).");
        var (groups, domains) = (parsed.GetValue(_groups), session.Dataset.Manifest.Domains.Count);
        if (groups > domains) throw new AreadException($"--groups {groups}: the data set has {domains} domains. Ask for as many groups at most.");
        var clusters = await session.PreclusterAsync(groups ?? Preclustering.StandardGroups, stop);
        PendingFile.Replace(session.PathOf(FileName), JsonSerializer.SerializeToUtf8Bytes(clusters, AreadJson.Indented));
        if (_arguments.Json(parsed))
        {
            JsonOutput.WriteDocument(environment.Output, clusters);
            return ExitCode.Done;
        }
        foreach (var (group, number) in clusters.Groups.Select((group, number) => (group, number + 1)))
            environment.Console.WriteLine($"group {number}, {group.Count} {(group.Count == 1 ? "domain" : "domains")}: {string.Join(", ", group)}");
        environment.Console.WriteLine($"Clusters: {session.PathOf(FileName)}");
        return ExitCode.Done;
    }
}
