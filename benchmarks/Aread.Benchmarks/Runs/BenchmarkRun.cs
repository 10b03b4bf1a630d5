using System.Diagnostics;
using Aread.Data;
using Aread.Data.Synthesis;
using Aread.Distributed.Hosting;
using Aread.Tensors;
using Aread.Training;
using Microsoft.Extensions.Logging.Abstractions;

namespace Aread.Benchmarks.Runs;

/// <summary>Whole runs in a temporary directory.</summary>
/// <param name="data">Directory of the data set; null for one that is synthesized.</param>
internal sealed class BenchmarkRun(string? data = null) : IAsyncDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("aread-benchmark-").FullName;
    private readonly EmbeddedEngine _engine = new(NullLoggerFactory.Instance);
    private int _runs;

    private string Data => data ?? Path.Combine(_directory, "data");

    public Task SynthesizeAsync(int samples) => Synthesizer.RunAsync(new SynthesisOptions { Samples = samples }, Data);

    /// <summary>Seconds from the first event of the run to its last.</summary>
    public async Task<double> GrainsAsync(AreadOptions options, Action<RunEvent>? observe = null, CancellationToken cancellationToken = default)
    {
        var clock = new Stopwatch();
        var request = new TrainRequest($"run-{_runs++}", Path.Combine(_directory, "runs"), Data, options, Resume: false, Overwrite: false);
        await foreach (var happened in _engine.TrainAsync(request, cancellationToken))
        {
            clock.Start();
            observe?.Invoke(happened);
        }
        return clock.Elapsed.TotalSeconds;
    }

    /// <summary>Seconds of the same run in the plain loop.</summary>
    public async Task<double> PlainAsync(AreadOptions options)
    {
        var context = RunContext.Create(Dataset.Open(Data), options, TorchRuntime.Load(options.Torch));
        var fleet = new LocalFleet(context, new CallerLane(options.Compute.ThreadsPerLane));
        var clock = Stopwatch.StartNew();
        await new TrainingLoop(context, fleet).RunAsync(new TrainingState(), CancellationToken.None);
        return clock.Elapsed.TotalSeconds;
    }

    public async ValueTask DisposeAsync()
    {
        await _engine.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }
}
