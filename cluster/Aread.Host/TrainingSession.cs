using System.Runtime.CompilerServices;
using Aread.Distributed.Hosting;
using Aread.Distributed.Runs;
using Aread.Host.Progress;
using Aread.Training;

namespace Aread.Host;

/// <summary>One run of the engine, watched.</summary>
internal static class TrainingSession
{
    /// <summary>In a silo of this process.</summary>
    /// <returns>The state after the run's last event, which is a <see cref="RunEnded"/>.</returns>
    /// <exception cref="AreadException">See <see cref="IAreadEngine.TrainAsync"/>.</exception>
    public static async Task<TrainingProgress> RunAsync(ProgramEnvironment environment, TrainRequest request, ITrainingView view, CancellationToken stop)
    {
        await using var engine = environment.CreateEngine(environment.Log.Loggers);
        return await RunAsync(engine, environment, request, view, stop);
    }

    /// <param name="stopsRun">Whether <paramref name="stop"/> stops the run, or only ends the following.</param>
    /// <inheritdoc cref="RunAsync(ProgramEnvironment, TrainRequest, ITrainingView, CancellationToken)"/>
    public static async Task<TrainingProgress> RunAsync(
        IAreadEngine engine, ProgramEnvironment environment, TrainRequest request, ITrainingView view, CancellationToken stop, bool stopsRun = true)
    {
        OptionsValidation.Check(request.Options);
        return await FollowAsync(engine.TrainAsync(request, stop), environment, request.RunsDirectory, request.Run, view, stop, stopsRun);
    }

    /// <param name="events">Of the run, from an engine.</param>
    /// <inheritdoc cref="RunAsync(IAreadEngine, ProgramEnvironment, TrainRequest, ITrainingView, CancellationToken, bool)"/>
    public static async Task<TrainingProgress> FollowAsync(
        IAsyncEnumerable<RunEvent> events, ProgramEnvironment environment, string runs, string run, ITrainingView view, CancellationToken stop, bool stopsRun = true)
    {
        var last = await view.ShowAsync(TrainingProgress.FollowAsync(LoggedAsync(events, runs, run, environment.Log)), stopsRun ? stop : CancellationToken.None);
        return last.Ended is not null ? last : throw new InvalidOperationException($"Run '{run}' ended without saying how.");
    }

    // The run's directory is there once it has an event; that of a cluster need not be in sight.
    private static async IAsyncEnumerable<RunEvent> LoggedAsync(IAsyncEnumerable<RunEvent> events, string runs, string name, ProgramLog log, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var isFirst = true;
        await foreach (var runEvent in events.WithCancellation(cancellationToken))
        {
            if (isFirst)
            {
                if (RunDirectory.Exists(runs, name))
                {
                    using var run = RunDirectory.Open(runs, name);
                    log.OpenIn(run.LogDirectory);
                }
                isFirst = false;
            }
            yield return runEvent;
        }
    }
}
