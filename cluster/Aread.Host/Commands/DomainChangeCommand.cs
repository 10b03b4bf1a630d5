using System.CommandLine;
using Aread.Distributed.Hosting;
using Aread.Distributed.Runs;
using Aread.Host.Configuration;
using Aread.Host.Progress;
using Aread.Training;
using Spectre.Console;

namespace Aread.Host.Commands;

/// <summary><c>aread domains add</c> and the others that change a run's domains.</summary>
internal sealed class DomainChangeCommand(ProgramEnvironment environment, DomainChangeKind kind)
{
    private readonly Argument<string> _domain = new("NAME") { Description = "Name of the domain." };
    private readonly Option<string> _data = new("--data")
    {
        Description = "Data set that holds the domain, made by 'aread import' with the schema of the run's; its other domains are passed over.",
        HelpName = "DIR",
        Required = true,
    };

    private readonly Option<string> _run = CommonOptions.Run();
    private readonly Option<string> _runs = CommonOptions.Runs();
    private readonly Option<int?> _epochs = CommonOptions.Limit("Epochs that a finished run is trained on for, 1 by default. One under way goes on by its own options.", "--epochs");
    private readonly Option<bool> _noTraining = new("--no-training") { Description = "Leave a finished run at the domain's mask: it can be scored, all else is as before." };
    private readonly Option<bool> _connect = new("--connect") { Description = "The run is one of the cluster of the options Cluster. Ends when the change has taken effect; the run goes on." };
    private readonly RunOptions _options = new("Set where to compute, or with --connect an option of Cluster, over environment and appsettings.json. May be repeated.");
    private readonly Option<string?> _log = CommonOptions.Log();
    private readonly Option<bool> _json = new("--json") { Description = "Print each event as a line of JSON and nothing else." };

    private bool BringsSamples => kind is DomainChangeKind.Add or DomainChangeKind.Append;

    public Command Build(string description, params string[] examples)
    {
        var command = new ExampledCommand(kind.ToString().ToLowerInvariant(), description, examples) { _domain, _run, _runs };
        if (BringsSamples)
        {
            command.Add(_data);
            command.Add(_epochs);
        }
        if (kind == DomainChangeKind.Add) command.Add(_noTraining);
        foreach (var option in new Option[] { _connect, _log, _json }) command.Add(option);
        _options.AddTo(command);
        command.Validators.Add(arguments =>
        {
            if (kind == DomainChangeKind.Add && arguments.GetValue(_noTraining) && arguments.GetValue(_epochs) is not null) arguments.AddError("--no-training and --epochs exclude each other.");
        });
        command.SetAction(RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult arguments, CancellationToken stop)
    {
        if (arguments.GetValue(_log) is { } log) environment.Log.Open(log);
        return arguments.GetValue(_connect) ? await ConnectAsync(arguments, stop) : await ChangeAsync(arguments, stop);
    }

    private async Task<int> ChangeAsync(ParseResult arguments, CancellationToken stop)
    {
        AreadOptions options;
        using (var run = RunDirectory.Open(arguments.GetRequiredValue(_runs), arguments.GetRequiredValue(_run)))
            options = _options.Apply(arguments, run.ReadOptions(), OptionScope.ResumedRun);
        var request = Request(arguments, options);
        var json = arguments.GetValue(_json);
        await using var engine = environment.CreateEngine(environment.Log.Loggers);
        var last = await TrainingSession.FollowAsync(engine.ChangeAsync(request, stop), environment, request.RunsDirectory, request.Run, TrainingViews.For(environment, json), stop);
        var code = new TrainingConclusion(environment, request.RunsDirectory, request.Run).Show(last, json);
        if (!json && BringsSamples && last.Test?.Domains.FirstOrDefault(domain => domain.Name == request.Domain) is { } scored)
            environment.Console.WriteLine($"Domain '{scored.Name}': test AUC {Figures.Score(scored.Auc)}, log loss {Figures.Score(scored.LogLoss)}, {scored.Samples:N0} samples");
        return code;
    }

    /// <summary>Follows until the domain can be scored, or where no mask is to be searched until the change is made.</summary>
    private async Task<int> ConnectAsync(ParseResult arguments, CancellationToken stop)
    {
        var request = Request(arguments, new AreadOptions());
        await using var engine = environment.Connect(environment.Log.Loggers, _options.Cluster(arguments, environment, OptionScope.Cluster));
        var json = arguments.GetValue(_json);
        var isUnsettled = false;
        await foreach (var happened in engine.ChangeAsync(request, stop))
        {
            if (json) JsonOutput.WriteLine(environment.Output, happened);
            else if (EventText.Describe(new TrainingProgress().With(happened)) is { } line && happened is not StepsTaken) environment.Console.WriteLine($"{line.Time}  {line.What,-9} {line.Text}");
            if (happened is RunEnded { Outcome: not RunOutcome.Finished } ended)
            {
                if (!json) environment.Console.WriteLine($"Run '{request.Run}' ended first: {ended.Reason} The change is part of it: it shows when the run goes on.");
                return ended.Outcome == RunOutcome.Stopped ? ExitCode.Stopped : ExitCode.UserError;
            }
            var isOurs = happened is DomainsChanged changed && changed.Kind == kind && changed.Domain == request.Domain;
            isUnsettled |= isOurs && happened is DomainsChanged { IsUnsettled: true };
            if ((isOurs && !isUnsettled) || (isUnsettled && happened is CheckpointCommitted { Pointer: "best" })) break;
        }
        if (!json) environment.Console.WriteLine($"Run '{request.Run}' goes on. {ClusterRun.Steering(request.Run)}");
        return ExitCode.Done;
    }

    private DomainRequest Request(ParseResult arguments, AreadOptions options) => new(
        arguments.GetRequiredValue(_run),
        arguments.GetRequiredValue(_runs),
        kind,
        arguments.GetRequiredValue(_domain),
        BringsSamples ? arguments.GetRequiredValue(_data) : null,
        !BringsSamples || (kind == DomainChangeKind.Add && arguments.GetValue(_noTraining)) ? 0 : arguments.GetValue(_epochs) ?? 1,
        options.Compute,
        options.Torch);
}
