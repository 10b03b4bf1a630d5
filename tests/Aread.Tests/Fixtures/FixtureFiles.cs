using System.Collections.Concurrent;
using System.Text.Json;

namespace Aread.Tests.Fixtures;

/// <summary>
/// The numeric fixtures that README.md beside this file describes. Files of the same names and format in the directory named by the
/// environment variable AREAD_FIXTURES are tested as well.
/// </summary>
public static class FixtureFiles
{
    private static readonly ConcurrentDictionary<string, JsonElement> Opened = new();

    private static string Bundled => Path.Combine(AppContext.BaseDirectory, "Fixtures");

    /// <summary>Keys of the files whose name starts with <paramref name="prefix"/>: a name if bundled, a full path otherwise.</summary>
    public static IEnumerable<string> Keys(string prefix)
    {
        foreach (var file in Directory.GetFiles(Bundled, prefix + "*.json").Order(StringComparer.Ordinal)) yield return Path.GetFileName(file);
        if (Environment.GetEnvironmentVariable("AREAD_FIXTURES") is not { Length: > 0 } further) yield break;
        foreach (var file in Directory.GetFiles(further, prefix + "*.json").Order(StringComparer.Ordinal)) yield return Path.GetFullPath(file);
    }

    /// <summary>A file's root.</summary>
    public static JsonElement Open(string key) => Opened.GetOrAdd(key, static key =>
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Bundled, key)));
        return document.RootElement.Clone();
    });

    /// <summary>Rows (file, index) for a theory over the array <paramref name="section"/> of every file with the prefix.</summary>
    public static TheoryData<string, int> Cases(string prefix, string section)
    {
        var rows = new TheoryData<string, int>();
        foreach (var key in Keys(prefix))
            if (Open(key).TryGetProperty(section, out var cases))
                for (var index = 0; index < cases.GetArrayLength(); index++) rows.Add(key, index);
        return rows;
    }

    public static JsonElement Case(string key, string section, int index) => Open(key).GetProperty(section)[index];

    public static int[] Ints(this JsonElement element, string name) => element.GetProperty(name).Deserialize<int[]>()!;

    public static double[] Doubles(this JsonElement element, string name) => element.GetProperty(name).Deserialize<double[]>()!;

    public static double Double(this JsonElement element, string name) => element.GetProperty(name).GetDouble();

    /// <summary>A number, or null if the fixture says null.</summary>
    public static double? DoubleOrNull(this JsonElement element, string name) =>
        element.GetProperty(name) is { ValueKind: not JsonValueKind.Null } value ? value.GetDouble() : null;
}
