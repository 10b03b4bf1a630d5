using System.ComponentModel.DataAnnotations;

namespace Aread.Hemp;

/// <summary>Mask search (paper Algorithm 1).</summary>
public sealed record HempOptions : IValidatableObject
{
    /// <summary>False trains every domain with all edges, without searches (the paper's "+ HEI" ablation).</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>Training batches between two searches.</summary>
    [Range(1, 100_000_000)]
    public int SearchInterval { get; init; } = 2000;

    /// <summary>Share of edges flipped in a candidate: |N(0, sigma_r)|, sigma_r = this * SigmaDecay^r.</summary>
    [Range(0.0, 1.0)]
    public double InitialSigma { get; init; } = 0.2;

    [Range(0.01, 1.0)]
    public double SigmaDecay { get; init; } = 0.99;

    /// <summary>Share of edges taken by gate value, a_r = max(MinimalActiveShare, this * ActiveShareDecay^r).</summary>
    [Range(0.01, 1.0)]
    public double InitialActiveShare { get; init; } = 0.7;

    [Range(0.01, 1.0)]
    public double ActiveShareDecay { get; init; } = 0.95;

    [Range(0.0, 1.0)]
    public double MinimalActiveShare { get; init; } = 0.1;

    /// <summary>Z_r = max(1, floor(this * CandidateDecay^r)).</summary>
    [Range(1, 1000)]
    public int InitialCandidates { get; init; } = 10;

    [Range(0.01, 1.0)]
    public double CandidateDecay { get; init; } = 0.99;

    /// <summary>Learning rate of a trial.</summary>
    [Range(1e-8, 1.0)]
    public double UpdatingRate { get; init; } = 1e-2;

    /// <summary>Samples per batch of a search; not given: as Training:BatchSize. For runs whose steps are made of many small batches.</summary>
    [Range(2, 10_000_000)]
    public int? TrialBatchSize { get; init; }

    /// <summary>Training steps of a trial.</summary>
    [Range(1, 1000)]
    public int TrialSteps { get; init; } = 5;

    /// <summary>
    /// Drops the worse half of the candidates by training loss, again and again while they train; see <see cref="SuccessiveHalving"/>. Off, since the paper tries
    /// every candidate to the end: measured, a search takes three fifths of the time with it, and one in two chooses another mask.
    /// </summary>
    public bool Halving { get; init; }

    /// <summary>Batches a trial is scored on.</summary>
    [Range(1, 1000)]
    public int ScoringBatches { get; init; } = 5;

    /// <summary>Share of the remaining edges pruned after each trial step.</summary>
    [Range(0.0, 0.99)]
    public double PruneRate { get; init; } = 0.05;

    /// <summary>Pruning stops when the share of kept edges is at or under this.</summary>
    [Range(0.0, 1.0)]
    public double MinimalSparsity { get; init; } = 0.1;

    /// <summary>How often a rejected draw is repeated before the search falls back.</summary>
    [Range(1, 100_000)]
    public int MaximumDraws { get; init; } = 100;

    /// <summary>
    /// How widely the searches of a round draw. Decay is applied step by step and before the first round too: round 1 has sigma 0.198.
    /// There is always at least one candidate.
    /// </summary>
    /// <param name="round">1, 2, ...</param>
    public HempRound Round(int round)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(round);
        var (sigma, share, candidates) = (InitialSigma, InitialActiveShare, (double)InitialCandidates);
        for (var step = 0; step < round; step++)
        {
            sigma *= SigmaDecay;
            share = Math.Max(MinimalActiveShare, share * ActiveShareDecay);
            candidates *= CandidateDecay;
        }
        return new HempRound(sigma, share, Math.Max(1, (int)candidates));
    }

    /// <summary>The active share falls to its minimum, it cannot start under it.</summary>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (MinimalActiveShare > InitialActiveShare)
            yield return new ValidationResult($"the minimum must not be above {nameof(InitialActiveShare)}.", [nameof(MinimalActiveShare), nameof(InitialActiveShare)]);
    }
}
