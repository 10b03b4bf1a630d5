using Aread.Distributed.Contracts;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Aread.Distributed.Hosting;

/// <summary>
/// Sees to it, in every silo, that each run the cluster is to train has a coordinator: if its silo dies, the next look brings it back elsewhere.
/// </summary>
/// <remarks>Reminders would do the same, but not more often than once a minute, and need a table of their own.</remarks>
internal sealed partial class RunKeeper(IGrainFactory grains, TimeProvider time, ILogger<RunKeeper> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        while (await WaitAsync(timer, stoppingToken)) await LookAsync();
    }

    private async Task LookAsync()
    {
        try
        {
            var runs = await grains.GetGrain<IRunRegistryGrain>(0).ListAsync();
            await Task.WhenAll(runs.Where(run => run.IsWanted).Select(run => EnsureAsync(run.Status.Run, run.Request)));
        }
        catch (Exception fault)
        {
            LogUnread(fault);
        }
    }

    private async Task EnsureAsync(string run, RunRequest request)
    {
        try
        {
            await grains.GetGrain<ICoordinatorGrain>(run).EnsureAsync(request);
        }
        catch (Exception fault)
        {
            LogNotEnsured(run, fault);
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

    [LoggerMessage(EventId = 10, Level = LogLevel.Warning, Message = "The list of runs cannot be read; the next look comes in two seconds")]
    private partial void LogUnread(Exception fault);

    [LoggerMessage(EventId = 11, Level = LogLevel.Warning, Message = "Run {Run} could not be gone on with; the next try comes in two seconds")]
    private partial void LogNotEnsured(string run, Exception fault);
}
