namespace Aread.Data.Import;

/// <summary>Samples and positives of one domain by split.</summary>
internal sealed class DomainCounts
{
    private const int Splits = 3;

    private readonly long[] _samples = new long[Splits];
    private readonly long[] _positives = new long[Splits];

    public long Total => _samples.Sum();

    public long Samples(Split split) => _samples[(int)split];

    public long Positives(Split split) => _positives[(int)split];

    public void Add(DomainCounts other)
    {
        for (var split = 0; split < Splits; split++)
        {
            _samples[split] += other._samples[split];
            _positives[split] += other._positives[split];
        }
    }

    /// <summary>By value number of the domain field.</summary>
    public static DomainCounts[] Of(StagedRows rows, ImportMeter meter)
    {
        var counts = Enumerable.Range(0, rows.Values[rows.Plan.Domain].Values.Count).Select(_ => new DomainCounts()).ToArray();
        using var row = rows.File.Read();
        for (long done = 0; row.MoveNext(); done++)
        {
            var domain = counts[rows.ValueOf(row, rows.Plan.Domain)];
            var split = (int)rows.SplitOf(row);
            domain._samples[split]++;
            domain._positives[split] += StagedRows.LabelOf(row);
            meter.Tick(ImportStage.Counting, done, 2 * rows.File.Count);
        }
        return counts;
    }
}
