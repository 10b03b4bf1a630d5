using Aread.Distributed.Hosting;
using Aread.Distributed.Runs;
using Aread.Testing;
using Aread.Training;
using Microsoft.Extensions.Logging.Abstractions;

namespace Aread.Distributed.Tests.Grains;

/// <summary>Runs through an embedded silo, in a directory of their own.</summary>
internal sealed class EngineRun(TemporaryDirectory directory, AreadOptions options) : IAsyncDisposable
{
    private readonly EmbeddedEngine _engine = new(NullLoggerFactory.Instance);

    public EmbeddedEngine Engine => _engine;

    public string Data { get; init; } = directory["data"];

    public string Runs => directory["runs"];

    public TrainRequest Request(string run, bool resume = false) => new(run, Runs, Data, options, resume, Overwrite: false);

    /// <param name="until">The run is stopped at the first event for which this is true.</param>
    public async Task<List<RunEvent>> TrainAsync(string run, bool resume = false, Func<RunEvent, bool>? until = null)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var events = new List<RunEvent>();
        await foreach (var happened in _engine.TrainAsync(Request(run, resume), stop.Token))
        {
            events.Add(happened);
            if (until?.Invoke(happened) == true) await stop.CancelAsync();
        }
        return events;
    }

    public RunDirectory Open(string run) => RunDirectory.Open(Runs, run);

    public string HashOf(string run, SavePoint point)
    {
        using var opened = Open(run);
        return opened.Checkpoints.TryRead(point)!.Sha256;
    }

    public ValueTask DisposeAsync() => _engine.DisposeAsync();
}
