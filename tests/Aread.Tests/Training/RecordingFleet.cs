using Aread.Augmentation;
using Aread.Data;
using Aread.Evaluation;
using Aread.Training;

namespace Aread.Tests.Training;

/// <summary>Writes down what the loop orders, and scores as told.</summary>
/// <param name="aucs">DomainAUC of each evaluation; the last one repeats.</param>
internal sealed class RecordingFleet(RunContext context, params double[] aucs) : ITrainingFleet
{
    private int _evaluations;

    public List<string> Log { get; } = [];

    public List<RunEvent> Events { get; } = [];

    public List<StepOrder> Steps { get; } = [];

    /// <summary>Batches of all steps.</summary>
    public IEnumerable<BatchOrder> Batches => Steps.SelectMany(step => step.Batches);

    /// <summary>Steps announced before they were due.</summary>
    public List<long> Prepared { get; } = [];

    public TrainingState? Latest { get; private set; }

    /// <summary>Called before each step.</summary>
    public Action<StepOrder> OnStep { get; init; } = static _ => { };

    /// <summary>Called before each domain is scored.</summary>
    public Action<Split> OnScore { get; init; } = static _ => { };

    public Task<AugmentationSummary> AugmentAsync(CancellationToken cancellationToken)
    {
        Log.Add("augment");
        return Task.FromResult(new AugmentationSummary(0, 0, 0, "No domain is small."));
    }

    public void Prepare(StepOrder next) => Prepared.Add(next.Step);

    public Task<StepSummary> StepAsync(StepOrder order, CancellationToken cancellationToken)
    {
        OnStep(order);
        Steps.Add(order);
        Log.Add(order.Batches[0].Masked ? "step" : "warm-up");
        return Task.FromResult(new StepSummary(0.5, context.Options.Training.BatchSize));
    }

    public Task<SearchSummary> SearchAsync(SearchOrder order, CancellationToken cancellationToken)
    {
        Log.Add($"search {order.Round} at {order.Step}");
        return Task.FromResult(new SearchSummary(1, 0, 0.5, 10));
    }

    public Task<DomainScores> ScoreAsync(int domain, Split split, CancellationToken cancellationToken)
    {
        OnScore(split);
        cancellationToken.ThrowIfCancellationRequested();
        if (domain == 0) Log.Add($"score {split}");
        var auc = aucs[Math.Min(_evaluations, aucs.Length - 1)];
        if (domain == context.Domains.Count - 1) _evaluations++;
        return Task.FromResult(ScoresOf(context.Domains[domain], auc));
    }

    public Task<Task<string?>> SaveAsync(TrainingState state, bool best, CancellationToken cancellationToken)
    {
        if (best) Log.Add("save Best");
        Log.Add("save Latest");
        Latest = state;
        return Task.FromResult(Task.FromResult<string?>(null));
    }

    public Task RestoreAsync(SavePoint point, CancellationToken cancellationToken)
    {
        Log.Add($"restore {point}");
        return Task.CompletedTask;
    }

    public ValueTask ReportAsync(RunEvent happened)
    {
        Events.Add(happened);
        return ValueTask.CompletedTask;
    }

    /// <summary>One positive among a hundred negatives, ranked so that the AUC is as told.</summary>
    private static DomainScores ScoresOf(DomainSpec domain, double auc)
    {
        var scores = Enumerable.Range(0, 100).Select(i => i / 101f).Append((float)(Math.Round(auc * 100) - 0.5) / 101f).ToArray();
        return new DomainScores(domain.Name, domain.Train.Samples, scores, [.. new byte[100], 1]);
    }
}
