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
    /// <exception cref="AreadException">Fewer than two domains, too small a domain, a split without rows, or a train split of one label.</exception>
    public static DomainSelection Of(StagedRows rows, ImportMeter meter)
    {
        var schema = rows.Plan.Schema;
        var texts = rows.Values[rows.Plan.Domain].Values;
        var counts = DomainCounts.Of(rows, meter);
        RequireRows(rows, texts, counts);
        var names = new string?[texts.Count];
        var small = new List<string>();
        var domains = new Dictionary<string, DomainCounts>();
        for (var value = 0; value < texts.Count; value++)
        {
            var isSmall = counts[value].Samples(Split.Train) < schema.MinDomainSamples;
            if (isSmall) small.Add(texts[value]);
            names[value] = !isSmall ? texts[value] : schema.SmallDomains == SmallDomains.Pool ? CsvSchema.PooledDomain : null;
            if (names[value] is not { } name) continue;
            if (!domains.TryGetValue(name, out var domain)) domains.Add(name, domain = new DomainCounts());
            domain.Add(counts[value]);
        }
        RequireTrainable(schema, small, domains);
        RequireSplits(domains.Values);
        string[] ordered = [.. domains.Keys.OrderByDescending(name => domains[name].Samples(Split.Train)).ThenBy(name => name, StringComparer.Ordinal)];
        var index = ordered.Index().ToDictionary(entry => entry.Item, entry => entry.Index);
        return new DomainSelection(
            ordered,
            Array.ConvertAll(ordered, name => domains[name].Samples(Split.Train)),
            Array.ConvertAll(names, name => name is null ? -1 : index[name]),
            counts.Where((_, value) => names[value] is null).Sum(domain => domain.Total),
            [.. DomainWarnings.Of(domains, small, schema)]);
    }

    private static void RequireRows(StagedRows rows, IReadOnlyList<string> texts, DomainCounts[] counts)
    {
        if (texts.Count < 2)
            throw new AreadException($"All rows are of domain '{texts[0]}'. Multi-domain training needs at least two domains: " +
                $"check the column '{rows.Plan.Fields[rows.Plan.Domain].Name}'.");
        RequireSplits(counts);
    }

    private static void RequireSplits(IReadOnlyCollection<DomainCounts> counts)
    {
        foreach (var split in Enum.GetValues<Split>())
            if (counts.All(domain => domain.Samples(split) == 0))
                throw new AreadException($"The split leaves no rows for {split.ToString().ToLowerInvariant()}. Change the split in the schema.");
        if (counts.All(domain => domain.Positives(Split.Train) == 0) || counts.All(domain => domain.Positives(Split.Train) == domain.Samples(Split.Train)))
            throw new AreadException("All train samples have the same label: there is nothing to learn. " +
                "Check the column of kind label and its threshold, or the split.");
    }

    private static void RequireTrainable(CsvSchema schema, List<string> small, Dictionary<string, DomainCounts> domains)
    {
        if (small.Count > 0 && schema.SmallDomains == SmallDomains.Error)
            throw new AreadException($"{DomainWarnings.Have(small)} {DomainWarnings.TooFew(schema)} train samples. " +
                $"Set \"smallDomains\" to \"pool\" (they become '{CsvSchema.PooledDomain}') or \"drop\" in the schema.");
        if (domains.Count < 2)
            throw new AreadException($"{domains.Count} of {domains.Count + small.Count} domains have at least {schema.MinDomainSamples} train samples, " +
                "two are needed. Lower minDomainSamples in the schema.");
        if (domains.TryGetValue(CsvSchema.PooledDomain, out var pool) && pool.Samples(Split.Train) == 0)
            throw new AreadException($"The domain '{CsvSchema.PooledDomain}' has no train samples, even with the small domains that it takes up. " +
                "Set \"smallDomains\" to \"drop\" in the schema.");
    }
}
