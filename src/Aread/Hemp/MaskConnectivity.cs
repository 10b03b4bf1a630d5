namespace Aread.Hemp;

/// <summary>
/// Which edges of a mask can carry anything to an output. A valid mask has no dead inner edge: each lies on a path from a first-level
/// expert to a kept output. (sec. "Hierarchical Expert Mask Pruning", Algorithm 1)
/// </summary>
internal static class MaskConnectivity
{
    /// <summary>
    /// Completes, then clears. An inner edge turns on the source edge of the first-level expert it starts from, and the output edge of the
    /// last-level expert it leads to; then inner and output edges that no path uses are cleared. Source edges are never cleared: an
    /// expert without successors still lends its group embedding. Idempotent. The result may have no output.
    /// </summary>
    public static ExpertMask Validate(ExpertMask raw)
    {
        var shape = raw.Shape;
        var last = shape.ExpertLevels;
        var kept = raw.Kept.ToArray();
        for (var expert = 0; expert < shape.Experts(0); expert++) kept[shape.Edge(0, 0, expert)] |= HasOutgoing(raw, expert);
        for (var expert = 0; expert < shape.Experts(last - 1); expert++) kept[shape.Edge(last, expert, 0)] |= raw.IsActive(last - 1, expert);

        var reachable = Reachable(raw);
        var leads = LeadsToOutput(raw, kept, reachable[last - 1]);
        for (var level = 1; level < last; level++)
            for (var from = 0; from < shape.Rows(level); from++)
                for (var to = 0; to < shape.Columns(level); to++)
                    kept[shape.Edge(level, from, to)] &= reachable[level - 1][from] && leads[level][to];
        for (var expert = 0; expert < shape.Experts(last - 1); expert++) kept[shape.Edge(last, expert, 0)] &= reachable[last - 1][expert];
        return new ExpertMask(shape, kept);
    }

    private static bool HasOutgoing(ExpertMask mask, int firstLevelExpert)
    {
        for (var to = 0; to < mask.Shape.Columns(1); to++)
            if (mask[1, firstLevelExpert, to]) return true;
        return false;
    }

    /// <summary>[level][expert]: every first-level expert, and every later one that a kept edge joins to a reachable one.</summary>
    private static bool[][] Reachable(ExpertMask mask)
    {
        var shape = mask.Shape;
        var reachable = new bool[shape.ExpertLevels][];
        reachable[0] = new bool[shape.Experts(0)];
        Array.Fill(reachable[0], true);
        for (var level = 1; level < shape.ExpertLevels; level++)
        {
            reachable[level] = new bool[shape.Experts(level)];
            for (var from = 0; from < shape.Rows(level); from++)
                for (var to = 0; to < shape.Columns(level); to++)
                    reachable[level][to] |= reachable[level - 1][from] && mask[level, from, to];
        }
        return reachable;
    }

    /// <summary>[level][expert]: from here a kept path leads to the output edge of a reachable last-level expert.</summary>
    private static bool[][] LeadsToOutput(ExpertMask mask, ReadOnlySpan<bool> completed, bool[] reachableLast)
    {
        var shape = mask.Shape;
        var last = shape.ExpertLevels;
        var leads = new bool[last][];
        leads[last - 1] = new bool[shape.Experts(last - 1)];
        for (var expert = 0; expert < reachableLast.Length; expert++)
            leads[last - 1][expert] = reachableLast[expert] && completed[shape.Edge(last, expert, 0)];
        for (var level = last - 1; level >= 1; level--)
        {
            leads[level - 1] = new bool[shape.Experts(level - 1)];
            for (var from = 0; from < shape.Rows(level); from++)
                for (var to = 0; to < shape.Columns(level); to++)
                    leads[level - 1][from] |= leads[level][to] && mask[level, from, to];
        }
        return leads;
    }
}
