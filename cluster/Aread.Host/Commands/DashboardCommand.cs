using System.CommandLine;
using Aread.Distributed.Hosting;
using Aread.Host.Configuration;
using Aread.Host.Web;
using Spectre.Console;

namespace Aread.Host.Commands;

/// <summary><c>aread dashboard</c></summary>
internal sealed class DashboardCommand(ProgramEnvironment environment)
{
    private readonly Option<string?> _runs = new("--runs") { Description = "Directory of the runs (Web:RunsDirectory).", HelpName = "DIR" };
    private readonly Option<string?> _data = new("--data") { Description = "Directory of the data sets (Web:DataDirectory).", HelpName = "DIR" };
    private readonly Option<string?> _http = WebArguments.Http();
    private readonly Option<bool> _connect = new("--connect") { Description = "Serve the cluster of the options Cluster, too: its silos; begin, stop and go on with runs." };
    private readonly RunOptions _options = new("Set an option of Web or Cluster, over environment and appsettings.json. May be repeated.");
    private readonly Option<string?> _log = CommonOptions.ServerLog();

    public static Command Create(ProgramEnvironment environment) => new DashboardCommand(environment).Build();

    private ExampledCommand Build()
    {
        var command = new ExampledCommand(
            "dashboard",
            "Show the runs of a directory to browsers, and serve them over HTTP and JSON, until Ctrl-C or SIGTERM.",
            "aread dashboard --runs runs",
            "aread dashboard --http 0.0.0.0:8080 --set Web:TokenFile=tokens --connect")
        {
            _runs, _data, _http, _connect, _log,
        };
        _options.AddTo(command);
        command.SetAction(RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult arguments, CancellationToken stop)
    {
        var web = Web(arguments);
        environment.Log.ShowOn(environment.Errors.Profile.Out.Writer, arguments.GetValue(_log));
        await using var cluster = Cluster(arguments);
        await using var server = WebServer.Create(web, new WebSource(cluster, RunOptions.Load(environment), Health.Serving), environment.Log.Loggers);
        await server.ServeAsync(
            () => environment.Console.WriteLine($"Ready: {server.Address} shows the runs in {Path.GetFullPath(web.RunsDirectory)}"),
            stop);
        return ExitCode.Done;
    }

    private WebOptions Web(ParseResult arguments)
    {
        var web = _options.Web(arguments, environment, OptionScope.Dashboard);
        web = web with { RunsDirectory = arguments.GetValue(_runs) ?? web.RunsDirectory, DataDirectory = arguments.GetValue(_data) ?? web.DataDirectory };
        web = WebArguments.Apply(web, arguments.GetValue(_http) ?? web.Address ?? WebOptions.DashboardAddress);
        if (!Directory.Exists(web.RunsDirectory)) throw new AreadException($"There is no directory {Path.GetFullPath(web.RunsDirectory)}. Name the directory of the runs: --runs DIR.");
        return web;
    }

    private IClusterEngine? Cluster(ParseResult arguments) =>
        arguments.GetValue(_connect) ? environment.Connect(environment.Log.Loggers, _options.Cluster(arguments, environment, OptionScope.Dashboard)) : null;
}
