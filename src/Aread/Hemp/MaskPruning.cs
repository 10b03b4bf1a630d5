namespace Aread.Hemp;

/// <summary>Drops a mask's weakest edges during its trial. (Algorithm 1, sec. "Hierarchical Expert Mask Pruning")</summary>
public static class MaskPruning
{
    /// <summary>
    /// Keeps the inner edges whose gate mean is at or over the threshold (the smallest, over levels, of the <paramref name="rate"/> quantile of
    /// the level's gate means that are not zero) and validates. A pruning that leaves no output is not done.
    /// </summary>
    /// <param name="mask">The mask that the forward pass used.</param>
    /// <param name="gateMeans">[Edges] batch means of the masked gates before they are rescaled; 0 for levels 0 and L.</param>
    /// <param name="rate">Share of the remaining edges to drop, in [0, 1]; 0.05 in the paper's code.</param>
    /// <param name="minimalSparsity">Share of kept edges at or under which nothing is dropped any more; 0 never stops.</param>
    public static PruneResult Prune(ExpertMask mask, ReadOnlySpan<double> gateMeans, double rate, double minimalSparsity = 0)
    {
        var threshold = GateThreshold.Lowest(mask.Shape, gateMeans, rate);
        if (threshold is null || mask.Density <= minimalSparsity) return new PruneResult(mask, threshold);
        var ends = EndEdges(mask.Shape);
        var pruned = mask.And(GateThreshold.AtOrOver(mask.Shape, gateMeans, threshold).Or(ends)).Validate();
        return new PruneResult(pruned.HasOutput ? pruned : mask, threshold);
    }

    /// <inheritdoc cref="Prune(ExpertMask, ReadOnlySpan{double}, double, double)"/>
    public static PruneResult Prune(ExpertMask mask, ReadOnlySpan<float> gateMeans, double rate, double minimalSparsity = 0)
    {
        var widened = new double[gateMeans.Length];
        for (var edge = 0; edge < widened.Length; edge++) widened[edge] = gateMeans[edge];
        return Prune(mask, widened, rate, minimalSparsity);
    }

    private static ExpertMask EndEdges(MaskShape shape)
    {
        var kept = new bool[shape.Edges];
        kept.AsSpan(shape.LevelRange(0)).Fill(true);
        kept.AsSpan(shape.LevelRange(shape.ExpertLevels)).Fill(true);
        return new ExpertMask(shape, kept);
    }
}
