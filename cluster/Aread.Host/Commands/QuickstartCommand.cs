using System.CommandLine;
using Aread.Host.Quickstart;
using Spectre.Console;

namespace Aread.Host.Commands;

/// <summary><c>aread quickstart</c></summary>
internal sealed class QuickstartCommand(ProgramEnvironment environment)
{
    private readonly Option<string> _out = new("--out") { Description = "Directory for the data set and the runs.", HelpName = "DIR", DefaultValueFactory = _ => "quickstart" };
    private readonly Option<long> _seed = new("--seed") { Description = "Seed of the data and of both runs.", HelpName = "N", DefaultValueFactory = _ => 1 };
    private readonly Option<bool> _overwrite = CommonOptions.Overwrite("an earlier quickstart in the directory");
    private readonly Option<bool> _json = CommonOptions.Json();

    public static Command Create(ProgramEnvironment environment) => new QuickstartCommand(environment).Build();

    private ExampledCommand Build()
    {
        var command = new ExampledCommand(
            "quickstart",
            "Make a small data set, train the base recommender and AREAD on it, and show what came of it. Takes about three minutes.",
            "aread quickstart",
            "aread quickstart --out /tmp/try --seed 7")
        {
            _out, _seed, _overwrite, _json,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult arguments, CancellationToken stop)
    {
        var directory = arguments.GetRequiredValue(_out);
        var json = arguments.GetValue(_json);
        var plan = environment.QuickstartPlan(arguments.GetValue(_seed));
        var result = await new QuickstartRun(environment, plan, directory, arguments.GetValue(_overwrite), json).RunAsync(stop);
        if (result is null)
        {
            environment.Errors.WriteLine($"Stopped. To begin again: aread quickstart --out {directory} --overwrite");
            return ExitCode.Stopped;
        }
        if (json) JsonOutput.WriteDocument(environment.Output, result);
        else QuickstartView.Write(environment.Console, result);
        return ExitCode.Done;
    }
}
