using System.Text.Json;

namespace Aread.Host;

/// <summary>What <c>--json</c> prints.</summary>
internal static class JsonOutput
{
    /// <summary>One value, for programs and people to read.</summary>
    public static void WriteDocument<T>(TextWriter output, T value) => output.WriteLine(JsonSerializer.Serialize(value, AreadJson.Indented));

    /// <summary>One of many values, each on a line of its own, there at once.</summary>
    public static void WriteLine<T>(TextWriter output, T value)
    {
        output.WriteLine(JsonSerializer.Serialize(value, AreadJson.Compact));
        output.Flush();
    }
}
