namespace Aread.Host.Tests;

/// <summary>Which program is run, and where.</summary>
/// <param name="Folder">Holds <c>aread.dll</c>.</param>
/// <param name="Launcher">A command before its own that becomes the program, such as one that enters a namespace.</param>
internal sealed record ProgramPlace(string Folder, params IReadOnlyList<string> Launcher)
{
    /// <summary>The one that was built with the tests, as they run.</summary>
    public static ProgramPlace Here { get; } = new(AppContext.BaseDirectory);
}
