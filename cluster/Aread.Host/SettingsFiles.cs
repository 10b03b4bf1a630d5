namespace Aread.Host;

/// <summary>Where settings files lie.</summary>
internal static class SettingsFiles
{
    private const string Name = "appsettings.json";

    /// <summary>The one beside the program, then the one in the working directory.</summary>
    public static IReadOnlyList<string> Standard() =>
        [.. new[] { Path.Combine(AppContext.BaseDirectory, Name), Path.GetFullPath(Name) }.Distinct(StringComparer.Ordinal)];
}
