using Aread.Data;
using Aread.Hei;

namespace Aread.Baselines;

/// <summary>What a system of the comparison is built from: the fields of a data set and the sizes that all systems share.</summary>
public sealed record BaselineShape
{
    public required FeatureLayout Features { get; init; }

    /// <summary>E.</summary>
    public required int EmbeddingSize { get; init; }

    /// <summary>M: domains, or groups of domains that a system takes for one.</summary>
    public required int Domains { get; init; }

    /// <summary>Fields that say who and what: user and item. Prior knowledge of PEPNet's gates.</summary>
    public required IReadOnlyList<int> PriorFields { get; init; }

    /// <summary>Layer widths of a deep network and of an expert (AREAD, sec. "Implementation Details": 256, 128, 64).</summary>
    public IReadOnlyList<int> Widths { get; init; } = [256, 128, 64];

    /// <summary>Layer widths of a tower above experts.</summary>
    public IReadOnlyList<int> TowerWidths { get; init; } = [64, 32];

    /// <summary>Layer widths of a domain's network where there are no experts below it.</summary>
    public IReadOnlyList<int> DeepTowerWidths { get; init; } = [256, 128, 64, 32];

    /// <summary>Layers of a cross network.</summary>
    public int CrossLayers { get; init; } = 3;

    /// <summary>Experts of MMoE.</summary>
    public int Experts { get; init; } = 4;

    public double Dropout { get; init; }

    public Normalization Normalization { get; init; } = Normalization.Batch;

    public Initialization Initialization { get; init; }

    /// <summary>F: vectors that make up the input, one per field and one, the mean, per sequence.</summary>
    public int Inputs => Features.Inputs;

    /// <summary>D = F * E.</summary>
    public int InputWidth => Inputs * EmbeddingSize;

    /// <summary>Systems are built as wide and deep as AREAD's own bottom; a tower narrows once more, to half.</summary>
    public static BaselineShape Create(HeiOptions options, DatasetManifest manifest) => new()
    {
        Features = FeatureLayout.Of(manifest),
        EmbeddingSize = options.EmbeddingSize,
        Domains = manifest.Domains.Count,
        PriorFields = [.. Enumerable.Range(0, manifest.Fields.Count).Where(field => manifest.Fields[field].Role is FieldRole.User or FieldRole.Item)],
        Widths = options.BottomWidths,
        TowerWidths = [options.BottomWidths[^1], Math.Max(1, options.BottomWidths[^1] / 2)],
        DeepTowerWidths = [.. options.BottomWidths, Math.Max(1, options.BottomWidths[^1] / 2)],
        CrossLayers = options.CrossLayers,
        Experts = options.BottomExperts,
        Dropout = options.Dropout,
        Normalization = options.Normalization,
        Initialization = options.Initialization,
    };
}
