using System.Diagnostics;
using System.Diagnostics.Metrics;
using Aread.Host.Web;
using Aread.Serving;
using Aread.Training;

namespace Aread.Host.Serving;

/// <summary>What <c>aread serve</c> measures. Work that waits for a lane is measured with the lanes.</summary>
internal static class ServingTelemetry
{
    public const string Name = "Aread.Serving", OutcomeTag = "aread.outcome";

    private static readonly Lock Gate = new();
    private static readonly HashSet<LiveModel> Models = [];
    private static readonly Meter Meter = new(Name);
    private static readonly Counter<long> Requests = Meter.CreateCounter<long>("aread.serve.requests", "{request}", "Requests for scores, by what came of them.");
    private static readonly UpDownCounter<long> Active = Meter.CreateUpDownCounter<long>("aread.serve.active", "{request}", "Requests for scores that are under way.");
    private static readonly Counter<long> Samples = Meter.CreateCounter<long>("aread.serve.samples", "{sample}", "Samples that were scored.");
    private static readonly Counter<long> Reloads = Meter.CreateCounter<long>("aread.serve.reloads", "{reload}", "Newer checkpoints that took the place of the one before, and looks at which one could not be loaded.");

    private static readonly Histogram<double> Duration = Meter.CreateHistogram(
        "aread.serve.duration", "s", "Time from a request's samples to their scores.", null,
        new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5] });

    static ServingTelemetry()
    {
        Meter.CreateObservableGauge("aread.serve.model.step", () => Of(model => model.Manifest.Step), "{step}", "Training steps of the model that answers.");
        Meter.CreateObservableGauge("aread.serve.model.age", () => Of(model => model.Age.TotalSeconds), "s", "How long the model has answered.");
    }

    public static void Add(LiveModel model)
    {
        lock (Gate) Models.Add(model);
    }

    public static void Remove(LiveModel model)
    {
        lock (Gate) Models.Remove(model);
    }

    /// <summary>A newer checkpoint is looked for: there is a series to compare with before the first.</summary>
    public static void Looking(string run)
    {
        Reloads.Add(0, Labels(run, "replaced"));
        Reloads.Add(0, Labels(run, "failed"));
    }

    public static void Reloaded(string run, bool isReplaced) => Reloads.Add(1, Labels(run, isReplaced ? "replaced" : "failed"));

    /// <summary>A request from its samples to what came of it.</summary>
    public static async Task<ScoreReply> RequestAsync(string run, Func<Task<ScoreReply>> score)
    {
        var (began, outcome) = (Stopwatch.GetTimestamp(), "failed");
        Active.Add(1, Label(run));
        try
        {
            var reply = await score();
            outcome = "scored";
            Samples.Add(reply.Scores.Count, Label(run));
            Duration.Record(Stopwatch.GetElapsedTime(began).TotalSeconds, Label(run));
            return reply;
        }
        catch (Exception fault) when (fault is ApiException or SampleFault)
        {
            outcome = "refused";
            throw;
        }
        catch (OperationCanceledException)
        {
            outcome = "left";
            throw;
        }
        finally
        {
            Active.Add(-1, Label(run));
            Requests.Add(1, Labels(run, outcome));
        }
    }

    private static Measurement<T>[] Of<T>(Func<LiveModel, T> measure) where T : struct
    {
        lock (Gate) return [.. Models.Select(model => new Measurement<T>(measure(model), Label(model.Manifest.Run)))];
    }

    private static KeyValuePair<string, object?> Label(string run) => new(TrainingTelemetry.RunTag, run);

    private static TagList Labels(string run, string outcome) => new() { Label(run), { OutcomeTag, outcome } };
}
