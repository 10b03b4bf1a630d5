namespace Aread.Hemp;

/// <summary>How mask searches narrow from round to round. (Algorithm 1; values of the paper's code)</summary>
public sealed record HempSchedule
{
    /// <summary>sigma before the first round: about 16% of the edges flip on average.</summary>
    public double InitialSigma { get; init; } = 0.2;

    public double SigmaDecay { get; init; } = 0.99;

    public double InitialActiveShare { get; init; } = 0.7;

    public double ActiveShareDecay { get; init; } = 0.95;

    /// <summary>The active share never falls under this.</summary>
    public double MinimalActiveShare { get; init; } = 0.1;

    public double InitialCandidates { get; init; } = 10;

    public double CandidateDecay { get; init; } = 0.99;

    /// <summary>
    /// The settings of a round. Decay is applied step by step and before the first round too: round 1 has sigma 0.198.
    /// There is always at least one candidate.
    /// </summary>
    /// <param name="round">1, 2, ...</param>
    public HempRound Round(int round)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(round);
        var (sigma, share, candidates) = (InitialSigma, InitialActiveShare, InitialCandidates);
        for (var step = 0; step < round; step++)
        {
            sigma *= SigmaDecay;
            share = Math.Max(MinimalActiveShare, share * ActiveShareDecay);
            candidates *= CandidateDecay;
        }
        return new HempRound(sigma, share, Math.Max(1, (int)candidates));
    }

    /// <summary>Faults of these options, one sentence each; empty if there are none.</summary>
    public IEnumerable<string> Faults()
    {
        if (!(InitialSigma is >= 0 and <= 1)) yield return $"InitialSigma is a share of edges in [0, 1], not {InitialSigma}.";
        if (!(InitialActiveShare is > 0 and <= 1)) yield return $"InitialActiveShare lies in (0, 1], not {InitialActiveShare}.";
        if (!(MinimalActiveShare is >= 0 and <= 1) || MinimalActiveShare > InitialActiveShare)
            yield return $"MinimalActiveShare lies in [0, InitialActiveShare], not {MinimalActiveShare}.";
        if (!(InitialCandidates is >= 1 and <= 1000)) yield return $"InitialCandidates lies in [1, 1000], not {InitialCandidates}.";
        foreach (var (name, decay) in new[] { (nameof(SigmaDecay), SigmaDecay), (nameof(ActiveShareDecay), ActiveShareDecay), (nameof(CandidateDecay), CandidateDecay) })
            if (!(decay is > 0 and <= 1)) yield return $"{name} lies in (0, 1], not {decay}.";
    }
}
