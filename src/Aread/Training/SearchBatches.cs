using Aread.Data;

namespace Aread.Training;

/// <summary>The batches of one mask search (paper Algorithm 1).</summary>
/// <param name="Training">One per trial step: the domain's own and augmented train samples.</param>
/// <param name="Scoring">The domain's own train samples only.</param>
public sealed record SearchBatches(IReadOnlyList<SampleBlock> Training, IReadOnlyList<SampleBlock> Scoring)
{
    /// <param name="domain">Names the draws; see <see cref="DomainSpec.Number"/>.</param>
    /// <returns>Null if the domain has no train samples of its own.</returns>
    public static async Task<SearchBatches?> DrawAsync(
        RunContext context, int domain, int round, ISampleSource own, SampleBlock augmented, CancellationToken cancellationToken = default)
    {
        if (own.RowGroupSamples.Count == 0) return null;
        var (options, seed) = (context.Options.Hemp, context.Seed);
        var size = options.TrialBatchSize ?? context.Options.Training.BatchSize;

        var scoring = new List<SampleBlock>();
        var pass = new ShuffledBatches(own, size, seed, "scoring", domain, round);
        while (scoring.Count < options.ScoringBatches && await pass.NextAsync(cancellationToken) is { } batch) scoring.Add(batch);

        var joined = new MemorySampleSource(await JoinAsync(own, augmented, (long)options.TrialSteps * size, seed, domain, round, cancellationToken));
        var training = new List<SampleBlock>();
        for (var cycle = 0; training.Count < options.TrialSteps; cycle++)
        {
            pass = new ShuffledBatches(joined, size, seed, "trial", domain, round, cycle);
            while (training.Count < options.TrialSteps && await pass.NextAsync(cancellationToken) is { } batch) training.Add(batch);
        }
        return new SearchBatches(training, scoring);
    }

    /// <summary>
    /// Own and augmented samples. Of a domain too large for memory as many row groups, in random order, as the trial can use, and
    /// the same share of the augmented samples.
    /// </summary>
    private static async ValueTask<SampleBlock> JoinAsync(
        ISampleSource own, SampleBlock augmented, long needed, long seed, int domain, int round, CancellationToken cancellationToken)
    {
        var groups = Enumerable.Range(0, own.RowGroupSamples.Count).ToArray();
        new RandomStream(seed, "trial-window", domain, round).Shuffle<int>(groups);
        var parts = new List<SampleBlock>();
        var taken = 0L;
        foreach (var group in groups)
        {
            if (taken >= needed) break;
            parts.Add(await own.ReadAsync(group, cancellationToken));
            taken += parts[^1].Count;
        }
        var share = (double)taken / own.RowGroupSamples.Sum(count => (long)count);
        parts.Add(share == 1 ? augmented : Thinned(augmented, share, new RandomStream(seed, "trial-augmented", domain, round)));
        return SampleBlock.Concatenate(own.Columns, parts);
    }

    private static SampleBlock Thinned(SampleBlock samples, double share, RandomStream stream)
    {
        var rows = Enumerable.Range(0, samples.Count).ToArray();
        stream.Shuffle<int>(rows);
        return samples.Select(rows.AsSpan(0, (int)Math.Round(samples.Count * share)));
    }
}
