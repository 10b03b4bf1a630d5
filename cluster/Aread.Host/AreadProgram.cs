using System.CommandLine;
using System.CommandLine.Invocation;
using Aread.Host.Commands;
using Aread.Host.Telemetry;
using Spectre.Console;

namespace Aread.Host;

/// <summary>The program from arguments to exit code. Every failure is turned into a message and a code here, and nowhere else.</summary>
internal static class AreadProgram
{
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, ProgramEnvironment environment, CancellationToken stop)
    {
        var parsed = AreadCommand.Create(environment).Parse(arguments);
        if (parsed.Action is ParseErrorAction)
        {
            foreach (var error in parsed.Errors) Notice.Error(environment, error.Message);
            var path = string.Join(' ', parsed.CommandResult.Command.PathFromRoot());
            environment.Errors.WriteLine($"See '{path} --help'.");
            return ExitCode.Usage;
        }

        try
        {
            using var export = OtlpExport.Start(environment.Variables);
            using var errors = new StringWriter();
            var invocation = new InvocationConfiguration
            {
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null,
                Output = environment.Output,
                Error = errors,
            };
            return await parsed.InvokeAsync(invocation, stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            environment.Errors.WriteLine("Stopped.");
            return ExitCode.Stopped;
        }
        catch (Exception error) when (IsMendable(error))
        {
            Notice.Error(environment, error.Message);
            return ExitCode.UserError;
        }
        catch (Exception fault)
        {
            var file = environment.Log.WriteFault(fault);
            Notice.Error(environment, $"{fault.Message} This is a fault of the program; the details are in {file}");
            return ExitCode.Fault;
        }
    }

    private static bool IsMendable(Exception error) => error switch
    {
        AreadException or UnauthorizedAccessException => true,
        FileNotFoundException or FileLoadException => false,
        _ => error is IOException,
    };
}
