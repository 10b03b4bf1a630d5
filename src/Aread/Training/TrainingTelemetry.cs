using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Aread.Training;

/// <summary>What a run's loop measures and traces, under the name <see cref="Name"/>. Costs next to nothing while nobody listens.</summary>
/// <remarks>Labels are the run and the phase alone: a domain would make hundreds of series of each.</remarks>
/// <param name="run">Empty for a training that is no run, as in a comparison.</param>
public sealed class TrainingTelemetry(string run)
{
    /// <summary>Of the meter and of the source of activities.</summary>
    public const string Name = "Aread";

    public const string RunTag = "aread.run", PhaseTag = "aread.phase", EpochTag = "aread.epoch", StepTag = "aread.step", DomainTag = "aread.domain";

    /// <summary>Name of a step's activity. There are many: what listens may take some only, by <see cref="StepTag"/>.</summary>
    public const string StepActivity = "aread.step";

    private static readonly ActivitySource Source = new(Name);
    private static readonly Meter Meter = new(Name);

    private static readonly Histogram<double> StepDuration = Meter.CreateHistogram(
        "aread.step.duration", "s", "Time from a step's order to its commit.", null, Buckets(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10));

    private static readonly Histogram<double> SearchDuration = Meter.CreateHistogram(
        "aread.search.duration", "s", "Time from the order of a domain's mask search to its mask.", null, Buckets(0.1, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 600, 1800));

    private static readonly Histogram<double> PhaseDuration = Meter.CreateHistogram(
        "aread.phase.duration", "s", "Time that a phase took, until the next began or the attempt ended.", null, Buckets(0.1, 1, 5, 15, 60, 300, 900, 3600, 14_400, 86_400));

    private static readonly Counter<long> Samples = Meter.CreateCounter<long>("aread.samples", "{sample}", "Samples trained on.");
    private static readonly Gauge<double> Loss = Meter.CreateGauge<double>("aread.loss", "1", "Mean training loss since the last report.");
    private static readonly Gauge<double> DomainAuc = Meter.CreateGauge<double>("aread.domain_auc", "1", "DomainAUC of the last evaluation on the valid split.");

    private readonly HashSet<RunPhase> _lossPhases = [];
    private (RunPhase Phase, long Since)? _phase;

    /// <summary>The activity of an epoch, from its first step or search to the end of its evaluation.</summary>
    public Activity? Epoch(int epoch) => Begin("aread.epoch", EpochTag, epoch);

    public Activity? Step(long step) => Begin(StepActivity, StepTag, step);

    /// <param name="domain">Its name.</param>
    public Activity? Search(string domain) => Begin("aread.search", DomainTag, domain);

    /// <summary>A phase begins; the one before it has ended.</summary>
    public void Enter(RunPhase phase)
    {
        Leave();
        _phase = (phase, Stopwatch.GetTimestamp());
    }

    /// <summary>The last phase has ended.</summary>
    public void Leave()
    {
        if (_phase is { } left) PhaseDuration.Record(Stopwatch.GetElapsedTime(left.Since).TotalSeconds, Labels(left.Phase));
        _phase = null;
    }

    /// <summary>The attempt has ended here. Gauges would go on showing its last values, also while another process has the run: they become no number.</summary>
    public void End()
    {
        Leave();
        foreach (var phase in _lossPhases) Loss.Record(double.NaN, Labels(phase));
        Evaluated(double.NaN);
    }

    /// <param name="began">A time stamp of <see cref="Stopwatch"/>.</param>
    public void Stepped(RunPhase phase, StepSummary step, long began)
    {
        if (!StepDuration.Enabled && !Samples.Enabled) return;
        var labels = Labels(phase);
        StepDuration.Record(Stopwatch.GetElapsedTime(began).TotalSeconds, labels);
        Samples.Add(step.Samples, labels);
    }

    /// <inheritdoc cref="Stepped"/>
    public void Searched(long began) => SearchDuration.Record(Stopwatch.GetElapsedTime(began).TotalSeconds, new KeyValuePair<string, object?>(RunTag, run));

    public void Lost(RunPhase phase, double loss)
    {
        _lossPhases.Add(phase);
        Loss.Record(loss, Labels(phase));
    }

    public void Evaluated(double domainAuc) => DomainAuc.Record(domainAuc, new KeyValuePair<string, object?>(RunTag, run));

    private TagList Labels(RunPhase phase) => new() { { RunTag, run }, { PhaseTag, phase.ToString() } };

    private Activity? Begin(string name, string key, object value) => Source.HasListeners()
        ? Source.StartActivity(name, ActivityKind.Internal, default(ActivityContext), [new(RunTag, run), new(key, value)])
        : null;

    private static InstrumentAdvice<double> Buckets(params double[] bounds) => new() { HistogramBucketBoundaries = bounds };
}
