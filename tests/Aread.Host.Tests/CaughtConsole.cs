using System.Text;
using Spectre.Console;

namespace Aread.Host.Tests;

/// <summary>Where a console under test writes to.</summary>
internal sealed class CaughtConsole(TextWriter writer, int width, bool isTerminal) : IAnsiConsoleOutput
{
    public TextWriter Writer => writer;

    public bool IsTerminal => isTerminal;

    public int Width => width;

    public int Height => 40;

    public static IAnsiConsole On(TextWriter writer, int width = 100, bool isTerminal = false) => AnsiConsole.Create(new AnsiConsoleSettings
    {
        Ansi = isTerminal ? AnsiSupport.Yes : AnsiSupport.No,
        ColorSystem = isTerminal ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
        Interactive = isTerminal ? InteractionSupport.Yes : InteractionSupport.No,
        Out = new CaughtConsole(writer, width, isTerminal),
        EnvironmentVariables = new Dictionary<string, string>(),
    });

    public void SetEncoding(Encoding encoding) { }
}
