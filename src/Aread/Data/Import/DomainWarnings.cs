namespace Aread.Data.Import;

/// <summary>What can be said of domains that are not as they should be.</summary>
internal static class DomainWarnings
{
    private const int Named = 10;

    /// <param name="domains">Those that the data set has.</param>
    /// <param name="small">Names of those that were pooled or dropped.</param>
    public static IEnumerable<string> Of(IReadOnlyDictionary<string, DomainCounts> domains, IReadOnlyList<string> small, CsvSchema schema)
    {
        if (small.Count > 0)
            yield return $"{Have(small)} {TooFew(schema)} train samples and " +
                (schema.SmallDomains == SmallDomains.Pool ? $"became '{CsvSchema.PooledDomain}'." : "were left out.");
        foreach (var split in Enum.GetValues<Split>())
        {
            var part = split.ToString().ToLowerInvariant();
            var unscored = split == Split.Train ? "" : ": no AUC, left out of the averages over domains";
            if (Where(counts => counts.Samples(split) == 0) is { Count: > 0 } empty)
                yield return $"{Have(empty)} no {part} samples: left out of the averages over domains.";
            if (Where(counts => counts.Samples(split) > 0 && counts.Positives(split) == 0) is { Count: > 0 } negative)
                yield return $"{Have(negative)} no positives in {part}{unscored}.";
            if (Where(counts => counts.Samples(split) > 0 && counts.Positives(split) == counts.Samples(split)) is { Count: > 0 } positive)
                yield return $"{Have(positive)} only positives in {part}{unscored}.";
        }

        List<string> Where(Func<DomainCounts, bool> applies) => [.. domains.Where(domain => applies(domain.Value)).Select(domain => domain.Key)];
    }

    /// <summary>"no" or "fewer than 5".</summary>
    public static string TooFew(CsvSchema schema) => schema.MinDomainSamples == 1 ? "no" : $"fewer than {schema.MinDomainSamples}";

    /// <summary>"Domain 'a' has" or "3 domains ('a', 'b', 'c') have".</summary>
    public static string Have(IReadOnlyList<string> names)
    {
        var shown = string.Join(", ", names.Order(StringComparer.Ordinal).Take(Named).Select(name => $"'{name}'"));
        return names.Count == 1 ? $"Domain {shown} has" : $"{names.Count} domains ({shown}{(names.Count > Named ? ", ..." : "")}) have";
    }
}
