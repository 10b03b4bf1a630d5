using System.CommandLine;

namespace Aread.Host.Commands;

internal static class CommandPath
{
    /// <summary>The words that call a command: <c>aread masks show</c>.</summary>
    public static IEnumerable<string> PathFromRoot(this Command command)
    {
        var parent = command.Parents.OfType<Command>().FirstOrDefault();
        return parent is null ? [command is RootCommand ? "aread" : command.Name] : [.. parent.PathFromRoot(), command.Name];
    }
}
