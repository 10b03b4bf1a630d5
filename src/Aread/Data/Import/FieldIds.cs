namespace Aread.Data.Import;

/// <summary>The ids of one field: those of its values or of its bins, from train alone.</summary>
/// <param name="Draft">The vocabulary.</param>
/// <param name="IdOfValue">By value number; null for a numeric field.</param>
/// <param name="Bins">Of a numeric field.</param>
internal sealed record FieldIds(FieldDraft Draft, int[]? IdOfValue, NumericBins? Bins)
{
    /// <summary>Values that are too rare for an id of their own; null if there are none.</summary>
    public MergedValues? Merged { get; init; }

    /// <summary>Frequent values first, ties by text; values rarer than <paramref name="minCount"/> have id 0, and so has the text <paramref name="unseen"/>.</summary>
    public static FieldIds OfValues(ImportField field, IReadOnlyList<string> values, long[] counts, int minCount, string? unseen = null)
    {
        int[] known = [.. Enumerable.Range(0, values.Count).Where(value => counts[value] >= minCount && values[value] != unseen)];
        Array.Sort(known, (a, b) => counts[a] != counts[b] ? counts[b].CompareTo(counts[a]) : string.CompareOrdinal(values[a], values[b]));
        var ids = new int[values.Count];
        for (var i = 0; i < known.Length; i++) ids[known[i]] = i + 1;
        long[] rare = [.. counts.Where(count => count > 0 && count < minCount)];
        return new FieldIds(
            new FieldDraft(field.Name, field.Role, Array.ConvertAll(known, value => values[value]), Array.ConvertAll(known, value => counts[value])),
            ids,
            null)
        {
            Merged = rare.Length == 0 ? null : new MergedValues(field.Name, rare.Length, rare.Sum()),
        };
    }

    public static FieldIds OfBins(ImportField field, NumericBins bins) => new(new FieldDraft(field.Name, field.Role, bins.Names, null), null, bins);

    public static FieldIds OfDomains(ImportField field, DomainSelection domains) =>
        new(new FieldDraft(field.Name, field.Role, domains.Names, domains.TrainSamples), Array.ConvertAll(domains.IndexOfValue, index => index + 1), null);
}
