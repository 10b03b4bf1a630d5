using Microsoft.Extensions.Logging;

namespace Aread.Host.Serving;

/// <summary>Looks for better checkpoints of the run that is served, and lets them answer.</summary>
internal sealed partial class ModelWatch(ModelSource source, LiveModel live, ILogger logger)
{
    private string? _fault;

    /// <summary>Looks again and again until it is stopped.</summary>
    /// <param name="interval">Between a look and the next; one that takes longer delays it.</param>
    public async Task RunAsync(TimeSpan interval, TimeProvider time, CancellationToken stop)
    {
        if (source.Run is null) return;
        using var timer = new PeriodicTimer(interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stop)) await LookAsync(stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
        }
    }

    /// <summary>Looks once. What cannot be loaded is said in the log, once for each reason, and tried again at the next look.</summary>
    /// <returns>Whether another model answers now; the one before is gone.</returns>
    public async Task<bool> LookAsync(CancellationToken cancellationToken)
    {
        try
        {
            var before = live.Manifest;
            ServingTelemetry.Looking(before.Run);
            if (source.LatestCheckpoint() is not { } latest || latest == before.Checkpoint) return false;
            var next = await source.LoadAsync(cancellationToken);
            var replaced = live.ReplaceAsync(next);
            _fault = null;
            ServingTelemetry.Reloaded(before.Run, isReplaced: true);
            LogReplaced(next.Manifest.Run, next.Manifest.Step, next.Manifest.Checkpoint, next.Manifest.Features.Domains.Count, before.Step);
            await replaced;
            return true;
        }
        catch (Exception fault) when (!cancellationToken.IsCancellationRequested)
        {
            ServingTelemetry.Reloaded(live.Manifest.Run, isReplaced: false);
            if (fault.Message != _fault) LogKept(live.Manifest.Run, live.Manifest.Step, fault.Message);
            _fault = fault.Message;
            return false;
        }
    }

    [LoggerMessage(EventId = 1, Level = LogLevel.Information, Message = "Run {Run} is served with the checkpoint of step {Step} ({Checkpoint}), of {Domains} domains; before with that of step {Before}")]
    private partial void LogReplaced(string run, long step, string checkpoint, int domains, long before);

    [LoggerMessage(EventId = 2, Level = LogLevel.Error, Message = "Run {Run} is still served with the checkpoint of step {Step}; a newer one cannot be loaded: {Reason}")]
    private partial void LogKept(string run, long step, string reason);
}
