using Aread.Hemp;

namespace Aread.Hei;

/// <summary>Every size of the model, settled: options joined with a data set's fields.</summary>
public sealed record ModelShape
{
    /// <summary>Added to the variance in batch and layer normalisation.</summary>
    public const double NormalizationEpsilon = 1e-5;

    /// <summary>Weight of a new batch in the running statistics.</summary>
    public const double RunningMomentum = 0.1;

    /// <summary>Added to the sum of masked gate values before they are rescaled (paper eq. 4).</summary>
    public const double GateEpsilon = 1e-8;

    public required FeatureLayout Features { get; init; }

    public required int EmbeddingSize { get; init; }

    public required int BottomExperts { get; init; }

    public required IReadOnlyList<int> BottomWidths { get; init; }

    public required int CrossLayers { get; init; }

    public required MaskShape Experts { get; init; }

    /// <summary>Layer widths of the experts of each level.</summary>
    public required IReadOnlyList<IReadOnlyList<int>> ExpertWidths { get; init; }

    public double Dropout { get; init; }

    public Normalization Normalization { get; init; } = Normalization.Batch;

    public Initialization Initialization { get; init; }

    /// <summary>D, length of x.</summary>
    public int InputWidth => Features.Inputs * EmbeddingSize;

    /// <summary>T, experts of the last level.</summary>
    public int Outputs => Experts.Experts(Experts.ExpertLevels - 1);

    public static ModelShape Create(HeiOptions options, FeatureLayout features) => new()
    {
        Features = features,
        EmbeddingSize = options.EmbeddingSize,
        BottomExperts = options.BottomExperts,
        BottomWidths = options.BottomWidths,
        CrossLayers = options.CrossLayers,
        Experts = new MaskShape([.. options.Experts]),
        ExpertWidths = [.. options.Experts.Select((_, level) => options.ExpertWidths.Select(width => width >> level).ToArray())],
        Dropout = options.Dropout,
        Normalization = options.Normalization,
        Initialization = options.Initialization,
    };
}
