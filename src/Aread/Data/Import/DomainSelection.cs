namespace Aread.Data.Import;

/// <summary>Which domains the data set has, by the number of their train samples.</summary>
/// <param name="Names">In order of descending train samples, ties by name.</param>
/// <param name="TrainSamples">Of each.</param>
/// <param name="IndexOfValue">By value number of the domain field: index in <paramref name="Names"/>, -1 if its rows are left out.</param>
/// <param name="DroppedRows">Rows left out.</param>
/// <param name="Warnings">What its user should know.</param>
internal sealed record DomainSelection(
    IReadOnlyList<string> Names,
    IReadOnlyList<long> TrainSamples,
    int[] IndexOfValue,
    long DroppedRows,
    IReadOnlyList<string> Warnings)
{
    private const int Splits = 3;
    private const int Named = 10;

    /// <exception cref="AreadException">Fewer than two domains, too small a domain, or a split without rows.</exception>
    public static DomainSelection Of(StagedRows rows, ImportMeter meter)
    {
        var schema = rows.Plan.Schema;
        var texts = rows.Values[rows.Plan.Domain].Values;
        var counts = Count(rows, texts.Count, meter);
        if (texts.Count < 2) throw new AreadException($"All rows are of domain '{texts[0]}'. Multi-domain training needs at least two domains: check the column '{rows.Plan.Fields[rows.Plan.Domain].Name}'.");
        foreach (var split in Enum.GetValues<Split>())
            if (counts.Sum(domain => domain.Samples(split)) == 0)
                throw new AreadException($"The split leaves no rows for {Lower(split)}. Change the split in the schema.");
        var small = Enumerable.Range(0, texts.Count).Where(domain => counts[domain].Samples(Split.Train) < schema.MinDomainSamples).ToHashSet();
        if (small.Count > 0 && schema.SmallDomains == SmallDomains.Error)
            throw new AreadException($"{Domains(small.Select(domain => texts[domain]))} fewer than {schema.MinDomainSamples} train samples. Set \"smallDomains\" to \"pool\" (they become '{CsvSchema.PooledDomain}') or \"drop\" in the schema.");
        var merged = new Dictionary<string, DomainCounts>();
        for (var domain = 0; domain < texts.Count; domain++)
        {
            if (NameOf(domain) is not { } name) continue;
            if (!merged.TryGetValue(name, out var sum)) merged.Add(name, sum = new DomainCounts());
            sum.Add(counts[domain]);
        }
        if (merged.Count < 2) throw new AreadException($"{merged.Count} of {texts.Count} domains are left with at least {schema.MinDomainSamples} train samples. Lower minDomainSamples in the schema.");
        if (merged.TryGetValue(CsvSchema.PooledDomain, out var pool) && pool.Samples(Split.Train) == 0)
            throw new AreadException($"The domain '{CsvSchema.PooledDomain}' has no train samples, even with the small domains that it takes up. Set \"smallDomains\": \"drop\" in the schema.");
        string[] names = [.. merged.Keys.OrderByDescending(name => merged[name].Samples(Split.Train)).ThenBy(name => name, StringComparer.Ordinal)];
        var index = names.Index().ToDictionary(entry => entry.Item, entry => entry.Index);
        return new DomainSelection(
            names,
            [.. names.Select(name => merged[name].Samples(Split.Train))],
            [.. Enumerable.Range(0, texts.Count).Select(domain => NameOf(domain) is { } name ? index[name] : -1)],
            Enumerable.Range(0, texts.Count).Where(domain => NameOf(domain) is null).Sum(domain => counts[domain].Total),
            [.. Warn(names, merged, small.Select(domain => texts[domain]).Order(StringComparer.Ordinal).ToArray(), schema)]);

        string? NameOf(int domain) => !small.Contains(domain) ? texts[domain] : schema.SmallDomains == SmallDomains.Pool ? CsvSchema.PooledDomain : null;
    }

    private static DomainCounts[] Count(StagedRows rows, int domains, ImportMeter meter)
    {
        var counts = new DomainCounts[domains];
        for (var domain = 0; domain < domains; domain++) counts[domain] = new DomainCounts();
        using var row = rows.File.Read();
        for (long done = 0; row.MoveNext(); done++)
        {
            counts[rows.ValueOf(row, rows.Plan.Domain)].Add(rows.SplitOf(row), StagedRows.LabelOf(row));
            meter.Tick(ImportStage.Counting, done, 2 * rows.File.Count);
        }
        return counts;
    }

    private static IEnumerable<string> Warn(string[] names, Dictionary<string, DomainCounts> counts, string[] small, CsvSchema schema)
    {
        if (small.Length > 0)
            yield return $"{Domains(small)} fewer than {schema.MinDomainSamples} train samples and {(schema.SmallDomains == SmallDomains.Pool ? $"became '{CsvSchema.PooledDomain}'" : "were left out")}.";
        foreach (var split in Enum.GetValues<Split>())
        {
            if (names.Where(name => counts[name].Samples(split) == 0).ToArray() is { Length: > 0 } empty)
                yield return $"{Domains(empty)} no {Lower(split)} samples: left out of the averages over domains.";
            if (names.Where(name => counts[name].Samples(split) > 0 && counts[name].Positives(split) == 0).ToArray() is { Length: > 0 } negative)
                yield return $"{Domains(negative)} no positives in {Lower(split)}{Consequence(split)}.";
            if (names.Where(name => counts[name].Samples(split) > 0 && counts[name].Positives(split) == counts[name].Samples(split)).ToArray() is { Length: > 0 } positive)
                yield return $"{Domains(positive)} only positives in {Lower(split)}{Consequence(split)}.";
        }
    }

    private static string Consequence(Split split) => split == Split.Train ? "" : ": no AUC, left out of the averages over domains";

    private static string Domains(IEnumerable<string> names)
    {
        var all = names.ToArray();
        var shown = string.Join(", ", all.Take(Named).Select(name => $"'{name}'"));
        return all.Length == 1 ? $"Domain {shown} has" : $"{all.Length} domains ({shown}{(all.Length > Named ? ", ..." : "")}) have";
    }

    private static string Lower(Split split) => split.ToString().ToLowerInvariant();

    private sealed class DomainCounts
    {
        private readonly long[] _samples = new long[Splits];
        private readonly long[] _positives = new long[Splits];

        public long Total => _samples.Sum();

        public long Samples(Split split) => _samples[(int)split];

        public long Positives(Split split) => _positives[(int)split];

        public void Add(Split split, byte label)
        {
            _samples[(int)split]++;
            _positives[(int)split] += label;
        }

        public void Add(DomainCounts other)
        {
            for (var split = 0; split < Splits; split++)
            {
                _samples[split] += other._samples[split];
                _positives[split] += other._positives[split];
            }
        }
    }
}
