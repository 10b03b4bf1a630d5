using System.CommandLine;
using Aread.Comparison;

namespace Aread.Host.Comparison;

/// <summary>Systems as the command line names them.</summary>
internal static class SystemNames
{
    public const string All = "all";

    private static string Known => string.Join(", ", ComparisonSystem.All.Select(system => system.Name));

    /// <param name="list">Names with commas between them, or <see cref="All"/>.</param>
    /// <exception cref="AreadException">A name is of no system, or there is none.</exception>
    public static IReadOnlyList<ComparisonSystem> Parse(string list)
    {
        if (list.Equals(All, StringComparison.OrdinalIgnoreCase)) return ComparisonSystem.All;
        var names = list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (names.Length == 0) throw new AreadException($"--models names no system. Those of the comparison are {Known}.");
        return [.. names.Distinct(StringComparer.OrdinalIgnoreCase).Select(Find)];
    }

    /// <inheritdoc cref="Parse"/>
    public static ComparisonSystem Find(string name) => ComparisonSystem.All.FirstOrDefault(system => system.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
        ?? throw new AreadException($"There is no system '{name}'. Those of the comparison are {Known}.");

    public static Option<string?> Clusters() => new("--clusters")
    {
        Description = "File of aread precluster, for systems with a tower for each group of domains. Made, in three groups, if it is not given and needed.",
        HelpName = "FILE",
    };
}
