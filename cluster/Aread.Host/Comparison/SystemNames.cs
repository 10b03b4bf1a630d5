using System.CommandLine;
using Aread.Comparison;

namespace Aread.Host.Comparison;

/// <summary>Systems as the command line names them.</summary>
internal static class SystemNames
{
    public const string All = "all";

    /// <param name="list">Names with commas between them, or <see cref="All"/>.</param>
    /// <exception cref="AreadException">A name is of no system.</exception>
    public static IReadOnlyList<ComparisonSystem> Parse(string list) => list.Equals(All, StringComparison.OrdinalIgnoreCase)
        ? ComparisonSystem.All
        : [.. list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.OrdinalIgnoreCase).Select(Find)];

    /// <inheritdoc cref="Parse"/>
    public static ComparisonSystem Find(string name) => ComparisonSystem.All.FirstOrDefault(system => system.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
        ?? throw new AreadException($"There is no system '{name}'. Those of the comparison are {string.Join(", ", ComparisonSystem.All.Select(system => system.Name))}.");

    public static Option<string?> Clusters() => new("--clusters")
    {
        Description = "File of aread precluster, for systems with a tower for each group of domains. Made, in three groups, if it is not given and needed.",
        HelpName = "FILE",
    };
}
