using Spectre.Console;

namespace Aread.Host;

/// <summary>Messages on standard error. They are not broken into lines, so that a path in one can be copied.</summary>
internal static class Notice
{
    public static void Error(ProgramEnvironment environment, string message) => Write(environment, "[red]error:[/] ", message);

    public static void Warning(ProgramEnvironment environment, string message) => Write(environment, "[yellow]warning:[/] ", message);

    private static void Write(ProgramEnvironment environment, string kind, string message)
    {
        environment.Errors.Markup(kind);
        environment.Errors.Profile.Out.Writer.WriteLine(TerminalText.Of(message));
    }
}
