using System.CommandLine;
using Aread.Host.Api;
using Aread.Host.Configuration;
using Aread.Host.Serving;
using Aread.Host.Web;
using Microsoft.Extensions.Logging;
using Spectre.Console;

namespace Aread.Host.Commands;

/// <summary><c>aread serve</c></summary>
internal sealed class ServeCommand(ProgramEnvironment environment)
{
    /// <summary>What one caller may ask for, unless the options say otherwise: a front end calls for many users.</summary>
    private const int RequestsPerSecond = 100_000, MaximumBodyBytes = 8 << 20;

    private readonly Option<string?> _run = new("--run") { Description = "Name of the run.", HelpName = "NAME" };
    private readonly Option<string> _runs = CommonOptions.Runs();
    private readonly Option<string?> _data = new("--data") { Description = "The run's data set, where it lies now.", HelpName = "DIR" };
    private readonly Option<string?> _export = new("--export") { Description = "An exported model, in place of a run.", HelpName = "DIR" };
    private readonly Option<string?> _http = WebArguments.Http();
    private readonly RunOptions _options = new("Set an option of Web, Compute or Torch, over environment and appsettings.json. May be repeated.");
    private readonly Option<string?> _log = CommonOptions.ServerLog();

    public static Command Create(ProgramEnvironment environment) => new ServeCommand(environment).Build();

    private ExampledCommand Build()
    {
        var command = new ExampledCommand(
            "serve",
            "Score samples over HTTP with the best checkpoint of a run, until Ctrl-C or SIGTERM.",
            "aread serve --run first",
            "aread serve --export exports/first --http 0.0.0.0:8080 --set Web:TokenFile=tokens")
        {
            _run, _runs, _data, _export, _http, _log,
        };
        _options.AddTo(command);
        command.Validators.Add(result =>
        {
            if (result.GetValue(_run) is null == result.GetValue(_export) is null) result.AddError("Name what to serve: --run NAME or --export DIR.");
        });
        command.SetAction(RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult arguments, CancellationToken stop)
    {
        var web = Web(arguments);
        var options = _options.Apply(arguments, RunOptions.Load(environment), OptionScope.Serving);
        OptionsValidation.Check(options);
        environment.Log.ShowOn(environment.Errors.Profile.Out.Writer, arguments.GetValue(_log));
        var source = new ModelSource(
            arguments.GetRequiredValue(_runs), arguments.GetValue(_run), arguments.GetValue(_data), arguments.GetValue(_export), options.Compute, options.Torch);
        await using var model = new LiveModel(await source.LoadAsync(stop));
        await using var server = WebServer.Create(web, new Health(() => true, () => !stop.IsCancellationRequested), services => ScoreEndpoints.AddTo(services, model), ScoreEndpoints.Map, environment.Log.Loggers);
        var (manifest, watching) = (model.Manifest, Task.CompletedTask);
        await server.ServeAsync(
            () =>
            {
                environment.Console.WriteLine($"Ready: {server.Address}{ApiEndpoints.Root}/domains lists the {manifest.Features.Domains.Count} domains of {manifest.Run}, step {manifest.Step:N0}");
                if (web.ReloadSeconds > 0) watching = new ModelWatch(source, model, environment.Log.Loggers.CreateLogger<ModelWatch>()).RunAsync(TimeSpan.FromSeconds(web.ReloadSeconds), TimeProvider.System, stop);
            },
            stop);
        await watching;
        return ExitCode.Done;
    }

    private WebOptions Web(ParseResult arguments)
    {
        var web = _options.Web(arguments, environment, OptionScope.Serving);
        web = WebArguments.Apply(web, arguments.GetValue(_http) ?? web.Address ?? WebOptions.DashboardAddress);
        if (!IsSet(nameof(WebOptions.RequestsPerSecond))) web = web with { RequestsPerSecond = RequestsPerSecond };
        return IsSet(nameof(WebOptions.MaximumBodyBytes)) ? web : web with { MaximumBodyBytes = MaximumBodyBytes };

        bool IsSet(string key) => _options.Sets(arguments, environment, $"{WebOptions.Section}:{key}");
    }
}
