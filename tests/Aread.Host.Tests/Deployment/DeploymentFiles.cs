using Aread.Distributed.Hosting;
using Aread.Host.Configuration;
using Aread.Testing;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Aread.Host.Tests.Deployment;

/// <summary>The files by which the program is deployed, as they are read by those who deploy it.</summary>
internal static class DeploymentFiles
{
    private const string VariablePrefix = "AREAD_";

    public static string Cluster { get; } = Path.Combine(Repository.Root, "cluster");

    public static string Kubernetes { get; } = Path.Combine(Cluster, "kubernetes");

    public static string Compose { get; } = Path.Combine(Cluster, "compose.yml");

    /// <summary>Lines of the Dockerfile; a line that goes on is one.</summary>
    public static IReadOnlyList<string> Dockerfile { get; } =
        File.ReadAllText(Path.Combine(Cluster, "Dockerfile")).Replace("\\\n", " ", StringComparison.Ordinal).Split('\n');

    public static IReadOnlyList<string> Manifests { get; } = [.. Directory.GetFiles(Kubernetes, "*.yaml").Order(StringComparer.Ordinal)];

    /// <summary>What follows an instruction of the Dockerfile, in words.</summary>
    public static IEnumerable<string[]> Instructions(string name) =>
        from line in Dockerfile
        where line.StartsWith($"{name} ", StringComparison.Ordinal)
        select line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1..];

    public static IEnumerable<YamlMappingNode> Read(string path)
    {
        using var text = new StreamReader(path);
        var stream = new YamlStream();
        // Merge keys (<<) are resolved, as Compose does.
        stream.Load(new MergingParser(new Parser(text)));
        return [.. stream.Documents.Select(document => (YamlMappingNode)document.RootNode)];
    }

    /// <summary>What stands at a path of keys, or null.</summary>
    public static YamlNode? At(this YamlNode node, params string[] path)
    {
        var found = node;
        foreach (var key in path)
        {
            if (found is not YamlMappingNode map || !map.Children.TryGetValue(new YamlScalarNode(key), out found)) return null;
        }
        return found;
    }

    public static string Text(this YamlNode node) => ((YamlScalarNode)node).Value!;

    public static string[] Texts(this YamlNode? list) => list is YamlSequenceNode sequence ? [.. sequence.Select(item => item.Text())] : [];

    /// <summary>Everything under a node that is a text: keys, values, items.</summary>
    public static IEnumerable<string> AllTexts(this YamlNode node) => node.AllNodes.OfType<YamlScalarNode>().Select(scalar => scalar.Value!);

    /// <summary>Pairs of a mapping whose keys are variables of the program.</summary>
    public static Dictionary<string, string> Variables(this YamlNode? map) => map is not YamlMappingNode pairs
        ? []
        : pairs.Where(pair => IsVariable(pair.Key.Text())).ToDictionary(pair => pair.Key.Text(), pair => pair.Value.Text());

    public static bool IsVariable(string text) => text.StartsWith(VariablePrefix, StringComparison.Ordinal);

    /// <summary>The cluster that the program would belong to.</summary>
    public static ClusterOptions ClusterOf(IReadOnlyDictionary<string, string> variables) => OptionsLoader.LoadCluster(OptionSources.Environment(variables));

    /// <summary>Containers of the manifests that run the program.</summary>
    public static IEnumerable<YamlNode> Containers() =>
        from document in Manifests.SelectMany(Read)
        from container in document.At("spec", "template", "spec", "containers") as YamlSequenceNode ?? []
        where container.At("image")!.Text().Contains("aread", StringComparison.Ordinal)
        select container;
}
