using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Aread.Host.Commands;

/// <summary>The library's help, followed by the command's examples.</summary>
internal sealed class HelpWithExamples(HelpAction help, IReadOnlyList<string> rootExamples) : SynchronousCommandLineAction
{
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        help.Invoke(parseResult);
        var examples = parseResult.CommandResult.Command is ExampledCommand command ? command.Examples : rootExamples;
        var output = parseResult.InvocationConfiguration.Output;
        output.WriteLine(examples.Count == 1 ? "Example:" : "Examples:");
        foreach (var example in examples) output.WriteLine("  " + example);
        output.WriteLine();
        return ExitCode.Done;
    }
}
