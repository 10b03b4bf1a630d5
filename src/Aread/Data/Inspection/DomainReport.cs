namespace Aread.Data.Inspection;

/// <summary>One domain.</summary>
/// <param name="Minor">Whether augmentation with its default options gives it samples.</param>
public sealed record DomainReport(string Name, IReadOnlyList<SplitCounts> Splits, bool Minor)
{
    public long Samples => Splits.Sum(split => split.Samples);

    public long Positives => Splits.Sum(split => split.Positives);
}
