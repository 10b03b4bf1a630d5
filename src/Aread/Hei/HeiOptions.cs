using System.ComponentModel.DataAnnotations;

namespace Aread.Hei;

/// <summary>Shape of the model. Defaults are the paper's (sec. "Implementation Details") and its published configuration.</summary>
public sealed record HeiOptions : IValidatableObject
{
    /// <summary>E, length of an embedding vector.</summary>
    [Range(1, 4096)]
    public int EmbeddingSize { get; init; } = 32;

    /// <summary>
    /// Embedding rows start uniform in ±this. Small, because rows that are rare or unseen in training keep their start values and would
    /// otherwise add noise to every score. Chosen on MovieLens latest-small, split by time (base recommender, valid DomainAUC): 0.652 at
    /// 0.001, 0.642 at 0.01 and 0.1, 0.584 at 1.
    /// </summary>
    [Range(0.0, 10.0)]
    public double EmbeddingInitialRange { get; init; } = 0.001;

    /// <summary>Experts of the MMoE bottom.</summary>
    [Range(1, 256)]
    public int BottomExperts { get; init; } = 4;

    /// <summary>Layer widths of a bottom expert.</summary>
    [MinLength(1), EachInRange(1, 65536)]
    public IReadOnlyList<int> BottomWidths { get; init; } = [256, 128, 64];

    /// <summary>Layers of the cross network.</summary>
    [Range(0, 64)]
    public int CrossLayers { get; init; } = 3;

    /// <summary>n_0..n_{L-1}: experts per level.</summary>
    [MinLength(1), EachInRange(1, 1024)]
    public IReadOnlyList<int> Experts { get; init; } = [3, 6, 12];

    /// <summary>Layer widths of the experts of level 0; each further level halves them.</summary>
    [MinLength(1), EachInRange(1, 65536)]
    public IReadOnlyList<int> ExpertWidths { get; init; } = [64, 32];

    [Range(0.0, 0.95)]
    public double Dropout { get; init; } = 0.2;

    public Normalization Normalization { get; init; } = Normalization.Batch;

    public Initialization Initialization { get; init; } = Initialization.FanIn;

    /// <summary>Halved at every level, no width may reach zero.</summary>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        var halvings = Experts.Count - 1;
        if (halvings > 30 || ExpertWidths.Any(width => width >> halvings == 0))
            yield return new ValidationResult($"{Experts.Count} levels of experts halve the widths {halvings} times; each must be at least {1L << Math.Min(halvings, 62)}.",
                [nameof(Experts), nameof(ExpertWidths)]);
    }
}
