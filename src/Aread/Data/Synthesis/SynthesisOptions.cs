using System.ComponentModel.DataAnnotations;

namespace Aread.Data.Synthesis;

/// <summary>The size and shape of a data set with a planted truth.</summary>
public sealed record SynthesisOptions : IValidatableObject
{
    public long Seed { get; init; } = 1;

    [Range(2, 100_000)]
    public int Domains { get; init; } = 25;

    /// <summary>Groups of domains that share about half of their taste.</summary>
    [Range(1, 1000)]
    public int CoarseClusters { get; init; } = 3;

    /// <summary>Groups within these, that share nine tenths. All differ as much as can be while coarse and fine ones are eleven or fewer together.</summary>
    [Range(1, 1000)]
    public int FineClusters { get; init; } = 6;

    [Range(100, 100_000_000)]
    public int Users { get; init; } = 4000;

    [Range(100, 100_000_000)]
    public int Items { get; init; } = 20_000;

    /// <summary>Of all domains and splits.</summary>
    [Range(100, 2_000_000_000)]
    public int Samples { get; init; } = 240_000;

    /// <summary>What every domain has; the rest is shared out by a long tail.</summary>
    [Range(20, 1_000_000)]
    public int SmallestDomain { get; init; } = 200;

    /// <summary>The n-th largest domain's part of the rest falls with n to this power; 0 makes domains equal.</summary>
    [Range(0.0, 4.0)]
    public double DomainTail { get; init; } = 1.4;

    /// <summary>The same for the exposures of the items of a category.</summary>
    [Range(0.0, 4.0)]
    public double ItemTail { get; init; } = 1.1;

    /// <summary>Clusters nest, each has a domain, and there are samples enough.</summary>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (FineClusters < CoarseClusters)
            yield return new ValidationResult("each coarse cluster needs a fine one.", [nameof(FineClusters), nameof(CoarseClusters)]);
        if (Domains < FineClusters)
            yield return new ValidationResult("each fine cluster needs a domain.", [nameof(Domains), nameof(FineClusters)]);
        var needed = (long)Domains * SmallestDomain;
        if (needed > Samples)
            yield return new ValidationResult($"{needed} samples or more are needed.", [nameof(Samples), nameof(Domains), nameof(SmallestDomain)]);
    }
}
