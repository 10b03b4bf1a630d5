using System.Runtime.InteropServices;

namespace Aread.Hemp;

/// <summary>Cuts the gate means of a hierarchy by one threshold for all levels.</summary>
internal static class GateThreshold
{
    /// <summary>Gate means at or under this count as absent: the edge is masked or its expert inactive.</summary>
    public const double Absent = 1e-8;

    /// <summary>
    /// The smallest, over the inner levels, of the q-quantile of a level's gate means above <see cref="Absent"/>. Levels hold their gates in
    /// ever smaller portions, so the smallest one cuts no level empty. Null if no gate mean is above it.
    /// </summary>
    public static double? Lowest(MaskShape shape, ReadOnlySpan<double> gateMeans, double q)
    {
        if (gateMeans.Length != shape.Edges)
            throw new ArgumentException($"Experts {shape} have {shape.Edges} gate means, not {gateMeans.Length}.", nameof(gateMeans));
        double? lowest = null;
        var present = new List<double>();
        for (var level = 1; level < shape.ExpertLevels; level++)
        {
            present.Clear();
            foreach (var gate in gateMeans[shape.LevelRange(level)])
                if (gate > Absent) present.Add(gate);
            if (present.Count == 0) continue;
            var quantile = Quantile.Linear(CollectionsMarshal.AsSpan(present), q);
            if (!(lowest <= quantile)) lowest = quantile;
        }
        return lowest;
    }

    /// <summary>Inner edges whose gate mean is at or over the threshold; no source or output edges. Nothing if there is no threshold.</summary>
    public static ExpertMask AtOrOver(MaskShape shape, ReadOnlySpan<double> gateMeans, double? threshold)
    {
        var kept = new bool[shape.Edges];
        if (threshold is { } limit)
            for (var edge = shape.Offset(1); edge < shape.Offset(shape.ExpertLevels); edge++)
                kept[edge] = gateMeans[edge] >= limit;
        return new ExpertMask(shape, kept);
    }
}
