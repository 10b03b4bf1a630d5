using System.CommandLine;
using Aread.Distributed.Hosting;
using Aread.Distributed.Runs;
using Aread.Host.Configuration;
using Aread.Host.Progress;
using Spectre.Console;

namespace Aread.Host.Commands;

/// <summary><c>aread train</c></summary>
internal sealed class TrainCommand(ProgramEnvironment environment)
{
    private readonly Option<string?> _data = new("--data") { Description = "Directory of the data set; may be left out with --resume.", HelpName = "DIR" };
    private readonly Option<string> _run = CommonOptions.Run();
    private readonly Option<string> _runs = CommonOptions.Runs();
    private readonly Option<bool> _resume = new("--resume") { Description = "Go on with the run from its last checkpoint, with its own options." };
    private readonly Option<bool> _overwrite = CommonOptions.Overwrite("the run");
    private readonly Option<bool> _base = new("--base")
    {
        Description = "Train the base recommender instead, to compare with: one expert, no masks (Hei:Experts=1, Hemp:Enabled=false).",
    };

    private readonly RunOptions _options = new(
        "Set an option, over environment and appsettings.json. May be repeated. A list is written 3,6,12. With --resume, only where to compute.");
    private readonly Option<bool> _connect = new("--connect")
    {
        Description = "Let the cluster of the options Cluster train the run, and follow it. Ctrl-C ends the following, not the run.",
    };

    private readonly Option<bool> _detach = new("--detach") { Description = "With --connect: do not follow the run." };
    private readonly Option<string?> _log = CommonOptions.Log();
    private readonly Option<bool> _json = new("--json") { Description = "Print each event as a line of JSON and nothing else." };

    public static Command Create(ProgramEnvironment environment) => new TrainCommand(environment).Build();

    private ExampledCommand Build()
    {
        var command = new ExampledCommand(
            "train",
            "Train a run on a data set and test it.",
            "aread train --data data/shop --run first",
            "aread train --data data/shop --run base --base",
            "aread train --data data/shop --run wide --set Hei:Experts=4,8,16 --set Training:BatchSize=512",
            "aread train --run first --resume",
            "aread train --connect --data /shared/shop --runs /shared/runs --run first")
        {
            _data, _run, _runs, _resume, _overwrite, _connect, _detach, _log, _json, _base,
        };
        _options.AddTo(command);
        command.Validators.Add(arguments =>
        {
            var resume = arguments.GetValue(_resume);
            if (resume && arguments.GetValue(_overwrite)) arguments.AddError("--resume and --overwrite exclude each other.");
            if (resume && arguments.GetValue(_base)) arguments.AddError("--resume and --base exclude each other: a resumed run keeps its options.");
            if (arguments.GetValue(_detach) && !arguments.GetValue(_connect)) arguments.AddError("--detach wants --connect: only a cluster goes on by itself.");
            if (!resume && arguments.GetValue(_data) is null) arguments.AddError("Option '--data' is required.");
        });
        command.SetAction(RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult arguments, CancellationToken stop)
    {
        var request = Request(arguments);
        if (arguments.GetValue(_log) is { } log) environment.Log.Open(log);
        var json = arguments.GetValue(_json);
        if (arguments.GetValue(_connect)) return await ConnectAsync(arguments, request, json, stop);
        return Conclude(request, await TrainingSession.RunAsync(environment, request, TrainingViews.For(environment, json), stop), json);
    }

    private async Task<int> ConnectAsync(ParseResult arguments, TrainRequest request, bool json, CancellationToken stop)
    {
        var cluster = _options.Cluster(arguments, environment, Scope(arguments));
        await using var engine = environment.Connect(environment.Log.Loggers, cluster);
        if (arguments.GetValue(_detach))
        {
            OptionsValidation.Check(request.Options);
            await engine.SubmitAsync(request, stop);
            environment.Console.WriteLine($"Run '{request.Run}' has begun. {ClusterRun.Steering(request.Run)}");
            return ExitCode.Done;
        }
        try
        {
            return Conclude(request, await TrainingSession.RunAsync(engine, environment, request, TrainingViews.For(environment, json), stop, stopsRun: false), json);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            environment.Errors.WriteLine($"No longer followed; run '{request.Run}' goes on. {ClusterRun.Steering(request.Run)}");
            return ExitCode.Stopped;
        }
    }

    private int Conclude(TrainRequest request, TrainingProgress last, bool json) => new TrainingConclusion(environment, request.RunsDirectory, request.Run).Show(last, json);

    private TrainRequest Request(ParseResult arguments)
    {
        var run = arguments.GetRequiredValue(_run);
        var runs = arguments.GetRequiredValue(_runs);
        var data = arguments.GetValue(_data);
        AreadOptions options;
        if (arguments.GetValue(_resume))
        {
            using var directory = RunDirectory.Open(runs, run);
            options = _options.Apply(arguments, directory.ReadOptions(), Scope(arguments));
            data ??= directory.DataDirectory;
        }
        else
        {
            var configured = RunOptions.Load(environment);
            options = _options.Apply(arguments, arguments.GetValue(_base) ? BaseRecommender.Of(configured) : configured, Scope(arguments));
        }
        if (!Directory.Exists(data) && !arguments.GetValue(_connect)) throw new AreadException($"There is no data set at {Path.GetFullPath(data!)}. Make one with 'aread import csv' or 'aread synthesize'.");
        return new TrainRequest(run, runs, data!, options, arguments.GetValue(_resume), arguments.GetValue(_overwrite));
    }

    private OptionScope Scope(ParseResult arguments) => (arguments.GetValue(_connect), arguments.GetValue(_resume)) switch
    {
        (true, true) => OptionScope.ResumedClusterRun,
        (true, false) => OptionScope.NewClusterRun,
        (false, true) => OptionScope.ResumedRun,
        (false, false) => OptionScope.NewRun,
    };
}
