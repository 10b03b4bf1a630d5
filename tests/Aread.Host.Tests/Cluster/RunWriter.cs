using System.Globalization;
using System.Text.RegularExpressions;

namespace Aread.Host.Tests.Cluster;

/// <summary>Who writes a run, as its directory says.</summary>
internal static partial class RunWriter
{
    /// <returns>The id of the process that has the coordinator.</returns>
    public static int ProcessOf(string runs, string run)
    {
        var latest = Directory.EnumerateFiles(Path.Combine(runs, run, "attempts")).Where(path => Number().IsMatch(Path.GetFileName(path))).Max(StringComparer.Ordinal)!;
        return int.Parse(File.ReadAllText(latest).Split(' ')[^1], CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(@"^\d+\z")]
    private static partial Regex Number();
}
