using System.Diagnostics;
using System.Diagnostics.Metrics;
using Aread.Distributed.Hosting;
using Aread.Training;

namespace Aread.Distributed.Grains;

/// <summary>What the grains of a run measure and trace. Costs next to nothing while nobody listens.</summary>
internal static class RunTelemetry
{
    public const string AttemptTag = "aread.attempt";

    private static readonly Counter<long> Attempts = DistributedTelemetry.Meter.CreateCounter<long>("aread.run.attempts", "{attempt}", "Attempts at a run that were begun here.");
    private static readonly Counter<long> Recoveries = DistributedTelemetry.Meter.CreateCounter<long>("aread.run.recoveries", "{recovery}", "Attempts that were given up for another, after a loss or for a silo that joined.");
    private static readonly Counter<long> Rows = DistributedTelemetry.Meter.CreateCounter<long>("aread.embedding.rows", "{row}", "Embedding rows handed out by the shards in this process.");

    private static readonly Histogram<double> CheckpointDuration = DistributedTelemetry.Meter.CreateHistogram(
        "aread.checkpoint.duration", "s", "Time from the order of a checkpoint to its commit.", null,
        new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300] });

    /// <summary>An attempt begins. Its activity is a root: it lasts longer than the call that asked for the run, or has none.</summary>
    public static Activity? Attempt(string run, long attempt)
    {
        Attempts.Add(1, Of(run));
        // So that there is a series to compare with before the first.
        Recoveries.Add(0, Of(run));
        if (!DistributedTelemetry.Source.HasListeners()) return null;
        Activity.Current = null;
        return DistributedTelemetry.Source.StartActivity("aread.attempt", ActivityKind.Internal, default(ActivityContext), [Of(run), new(AttemptTag, attempt)]);
    }

    public static void Recovering(string run) => Recoveries.Add(1, Of(run));

    /// <param name="began">A time stamp of <see cref="Stopwatch"/>.</param>
    public static void Saved(string run, long began) => CheckpointDuration.Record(Stopwatch.GetElapsedTime(began).TotalSeconds, Of(run));

    public static void Gathered(string run, int rows) => Rows.Add(rows, Of(run));

    private static KeyValuePair<string, object?> Of(string run) => new(TrainingTelemetry.RunTag, run);
}
