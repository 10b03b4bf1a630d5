namespace Aread.Data.Inspection;

/// <summary>Samples of a split.</summary>
public sealed record SplitCounts(Split Split, long Samples, long Positives)
{
    internal static IReadOnlyList<SplitCounts> Of(IEnumerable<DomainSpec> domains) =>
        [.. Enum.GetValues<Split>().Select(split => new SplitCounts(split, domains.Sum(domain => domain.Partition(split).Samples), domains.Sum(domain => domain.Partition(split).Positives)))];
}
