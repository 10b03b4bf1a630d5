namespace Aread.Data.Published;

/// <summary>What the paper says of a data set. (Table 1)</summary>
/// <param name="LargestShare">Share of the largest domain, in [0, 1].</param>
/// <param name="AugmentationRatio">Samples that minor domains are lent, as a share of all train samples.</param>
public sealed record PaperFigures(long Samples, long Positives, int Domains, double LargestShare, int MinorDomains, double AugmentationRatio = 0.1);
