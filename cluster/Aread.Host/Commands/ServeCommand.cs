using System.CommandLine;
using Aread.Distributed.Exports;
using Aread.Host.Api;
using Aread.Host.Configuration;
using Aread.Host.Serving;
using Aread.Host.Web;
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
        var exported = arguments.GetValue(_export) is { } directory
            ? await ExportedModel.LoadAsync(directory, stop)
            : await ExportedModel.OfRunAsync(arguments.GetRequiredValue(_runs), arguments.GetRequiredValue(_run)!, arguments.GetValue(_data), stop);
        await using var model = await ModelService.CreateAsync(exported, options.Compute, options.Torch, stop);
        var health = new Health(() => true, () => !stop.IsCancellationRequested);
        await using var server = WebServer.Create(web, health, services => ScoreEndpoints.AddTo(services, model), ScoreEndpoints.Map, environment.Log.Loggers);
        await server.ServeAsync(
            () => environment.Console.WriteLine($"Ready: {server.Address}{ApiEndpoints.Root}/domains lists the {exported.Manifest.Features.Domains.Count} domains of {exported.Manifest.Run}, step {exported.Manifest.Step:N0}"),
            stop);
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
