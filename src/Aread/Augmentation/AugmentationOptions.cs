using System.ComponentModel.DataAnnotations;

namespace Aread.Augmentation;

/// <summary>What small domains are given from large ones. (paper sec. "Popularity-based Counterfactual Augmenter", Corollary 1)</summary>
public sealed record AugmentationOptions : IValidatableObject
{
    /// <summary>False gives nothing (the paper's "+ HEMP" ablation).</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>Exposure suits data with many rarely shown items; Popularity data in which every item was shown often.</summary>
    public AugmentationMode Mode { get; init; } = AugmentationMode.Exposure;

    /// <summary>Mode Exposure: an item shown at most this often in train is unpopular.</summary>
    [Range(1, 1_000_000)]
    public int MaximumExposures { get; init; } = 4;

    /// <summary>Mode Popularity: an item with (positives + 1) / (exposures + 2) under this is unpopular.</summary>
    [Range(0.0, 1.0)]
    public double MaximumPopularity { get; init; } = 0.05;

    /// <summary>A domain with at most this share of all train samples is minor; null = 0.02 for Exposure, 0.015 for Popularity.</summary>
    [Range(0.0, 1.0)]
    public double? MinorShare { get; init; }

    /// <summary>A domain with more than this share is major; null = 1.5 times the minor share for Exposure, the minor share for Popularity.</summary>
    [Range(0.0, 1.0)]
    public double? MajorShare { get; init; }

    /// <summary>Samples given, in all, as a share of all train samples.</summary>
    [Range(0.0, 10.0)]
    public double Ratio { get; init; } = 0.1;

    /// <summary>No domain is minor and major at once.</summary>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (MajorShare < ResolvedMinorShare)
            yield return new ValidationResult($"the share must not be under that of a minor domain, {ResolvedMinorShare}.", [nameof(MajorShare)]);
    }

    /// <summary>Most train samples of a minor domain.</summary>
    internal long MinorLimit(long allSamples) => (long)(ResolvedMinorShare * allSamples);

    /// <summary>A major domain has more train samples than this.</summary>
    internal double MajorLimit(long allSamples) => MajorShare is { } share
        ? Math.Max(share * allSamples, MinorLimit(allSamples))
        : MinorLimit(allSamples) * (Mode == AugmentationMode.Exposure ? 1.5 : 1);

    private double ResolvedMinorShare => MinorShare ?? (Mode == AugmentationMode.Exposure ? 0.02 : 0.015);
}
