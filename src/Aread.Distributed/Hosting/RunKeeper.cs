using System.Collections.Concurrent;
using Aread.Distributed.Contracts;
using Aread.Distributed.Grains;
using Aread.Training;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Aread.Distributed.Hosting;

/// <summary>
/// Sees to it, in every silo, that each run the cluster is to train has a coordinator: if its silo dies, the next look brings it back elsewhere.
/// </summary>
/// <remarks>Reminders would do the same, but not more often than once a minute, and need a table of their own.</remarks>
internal sealed partial class RunKeeper(IGrainFactory grains, RecoveryOptions recovery, TimeProvider time, ILogger<RunKeeper> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    /// <summary>Runs that are being seen to: one that is long in coming back must not keep the others waiting.</summary>
    private readonly ConcurrentDictionary<string, Task> _ensuring = new();

    /// <summary>Since when a run could not be gone on with.</summary>
    private readonly ConcurrentDictionary<string, long> _failing = new();

    private IRunRegistryGrain Registry => grains.GetGrain<IRunRegistryGrain>(0);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        while (await WaitAsync(timer, stoppingToken)) await LookAsync();
    }

    private async Task LookAsync()
    {
        try
        {
            var wanted = await Registry.ListWantedAsync();
            foreach (var run in _failing.Keys.Except(wanted.Select(run => run.Status.Run))) _failing.TryRemove(run, out _);
            foreach (var run in _ensuring.Where(run => run.Value.IsCompleted && wanted.All(entry => entry.Status.Run != run.Key))) _ensuring.TryRemove(run);
            foreach (var run in wanted)
                if (!_ensuring.TryGetValue(run.Status.Run, out var before) || before.IsCompleted) _ensuring[run.Status.Run] = EnsureAsync(run);
        }
        catch (Exception fault)
        {
            LogUnread(fault);
        }
    }

    private async Task EnsureAsync(RunEntry entry)
    {
        var run = entry.Status.Run;
        try
        {
            await grains.GetGrain<ICoordinatorGrain>(run).EnsureAsync(entry.Request);
            _failing.TryRemove(run, out _);
        }
        catch (AreadException fault) when (time.GetElapsedTime(_failing.GetOrAdd(run, _ => time.GetTimestamp())) >= recovery.Patience)
        {
            await GiveUpAsync(entry, fault);
        }
        catch (Exception fault)
        {
            LogNotEnsured(run, fault);
        }
    }

    private async Task GiveUpAsync(RunEntry entry, AreadException fault)
    {
        try
        {
            // Elsewhere it may have been gone on with since.
            if ((await grains.GetGrain<ICoordinatorGrain>(entry.Status.Run).GetStatusAsync()).Phase.Length > 0) return;
            LogGivenUp(entry.Status.Run, fault);
            await Registry.UpdateAsync(entry.Status with { Outcome = nameof(RunOutcome.Failed), Reason = fault.Message });
            _failing.TryRemove(entry.Status.Run, out _);
        }
        catch (Exception lost)
        {
            LogUnread(lost);
        }
    }

    private static async Task<bool> WaitAsync(PeriodicTimer timer, CancellationToken stoppingToken)
    {
        try
        {
            return await timer.WaitForNextTickAsync(stoppingToken);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    [LoggerMessage(EventId = 10, Level = LogLevel.Warning, Message = "The list of runs cannot be used; the next look comes in two seconds")]
    private partial void LogUnread(Exception fault);

    [LoggerMessage(EventId = 11, Level = LogLevel.Warning, Message = "Run {Run} could not be gone on with; the next try comes in two seconds")]
    private partial void LogNotEnsured(string run, Exception fault);

    [LoggerMessage(EventId = 12, Level = LogLevel.Error, Message = "Run {Run} could not be gone on with for too long and is given up")]
    private partial void LogGivenUp(string run, Exception fault);
}
