using Aread.Hei;
using Aread.Hemp;

namespace Aread.Distributed.Exports;

/// <summary>The sizes of an exported model.</summary>
/// <param name="InputWidth">Length of x: vectors of all fields, then the mean of each sequence.</param>
/// <param name="Experts">Of each level.</param>
/// <param name="ExpertWidths">Layer widths of the experts of each level.</param>
/// <param name="NormalizationEpsilon">Added to variances.</param>
/// <param name="GateEpsilon">Added to the sum that masked gates are divided by.</param>
public sealed record ExportedShape(
    int EmbeddingSize,
    int InputWidth,
    int BottomExperts,
    IReadOnlyList<int> BottomWidths,
    int CrossLayers,
    IReadOnlyList<int> Experts,
    IReadOnlyList<IReadOnlyList<int>> ExpertWidths,
    Normalization Normalization,
    double NormalizationEpsilon,
    double GateEpsilon)
{
    public static ExportedShape Of(ModelShape shape) => new(
        shape.EmbeddingSize,
        shape.InputWidth,
        shape.BottomExperts,
        shape.BottomWidths,
        shape.CrossLayers,
        [.. shape.Experts.ExpertCounts],
        shape.ExpertWidths,
        shape.Normalization,
        ModelShape.NormalizationEpsilon,
        ModelShape.GateEpsilon);

    public ModelShape ToShape(FeatureLayout features) => new()
    {
        Features = features,
        EmbeddingSize = EmbeddingSize,
        BottomExperts = BottomExperts,
        BottomWidths = BottomWidths,
        CrossLayers = CrossLayers,
        Experts = new MaskShape([.. Experts]),
        ExpertWidths = ExpertWidths,
        Normalization = Normalization,
    };
}
