using System.Text.Json;
using System.Text.RegularExpressions;
using Aread.Testing;

namespace Aread.Host.Tests.Telemetry;

/// <summary>What the dashboard for Grafana asks for.</summary>
internal static partial class GrafanaQueries
{
    /// <summary>Names of series.</summary>
    public static IReadOnlyList<string> Names { get; } = Read();

    /// <param name="text">What <c>/metrics</c> told.</param>
    public static void RequireTold(IEnumerable<string> names, string text)
    {
        var known = Series().Matches(text).Select(match => match.Value).ToHashSet();
        Assert.All(names, name => Assert.True(known.Contains(name), $"Nothing tells of {name}. There are: {string.Join(", ", known.Order())}"));
    }

    private static string[] Read()
    {
        using var dashboard = JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository.Root, "cluster", "grafana", "aread.json")));
        string[] queries =
        [
            .. from panel in dashboard.RootElement.GetProperty("panels").EnumerateArray()
               where panel.TryGetProperty("targets", out _)
               from target in panel.GetProperty("targets").EnumerateArray()
               select target.GetProperty("expr").GetString()!,
            .. from variable in dashboard.RootElement.GetProperty("templating").GetProperty("list").EnumerateArray()
               where variable.GetProperty("type").GetString() == "query"
               select variable.GetProperty("definition").GetString()!,
        ];
        return [.. queries.SelectMany(query => Asked().Matches(Labels().Replace(query, ""))).Select(match => match.Value).Distinct()];
    }

    [GeneratedRegex(@"^[a-zA-Z_]\w*(?=[{ ])", RegexOptions.Multiline)]
    private static partial Regex Series();

    /// <summary>Where a query names labels.</summary>
    [GeneratedRegex(@"by \([^)]*\)|,[^,]*\)$|\{[^}]*\}")]
    private static partial Regex Labels();

    [GeneratedRegex(@"\b(?:aread|orleans|dotnet|http|kestrel)_\w+\b")]
    private static partial Regex Asked();
}
