namespace Aread.Hemp;

/// <summary>How many expert edges two domains share. (paper sec. on mask overlap: |a AND b| / |a OR b|)</summary>
public static class MaskOverlap
{
    /// <summary>Over all edges, in [0, 1]; 1 if neither mask keeps any.</summary>
    public static double Ratio(ExpertMask a, ExpertMask b) => Ratio(a, b, ..);

    /// <summary>Over the edges between experts (levels 1..L-1); 1 if neither mask keeps any.</summary>
    public static double InnerRatio(ExpertMask a, ExpertMask b) => Ratio(a, b, a.Shape.Offset(1)..a.Shape.Offset(a.Shape.ExpertLevels));

    /// <summary>Each edge level on its own, L + 1 values; 1 where neither mask keeps any.</summary>
    public static double[] LevelRatios(ExpertMask a, ExpertMask b)
    {
        var ratios = new double[a.Shape.EdgeLevels];
        for (var level = 0; level < ratios.Length; level++) ratios[level] = Ratio(a, b, a.Shape.LevelRange(level));
        return ratios;
    }

    /// <summary>
    /// What <see cref="Ratio"/> would be, were the edges chosen at random with each mask's own number of edges per level: expected shared edges over
    /// expected joined edges, sums over levels of n p q and n (p + q - p q) for a level of n edges kept with densities p and q. Both
    /// expectations are exact, their quotient is the usual first-order approximation to the expected ratio. Validity (no dead edges) is not asked
    /// of the random masks. 1 if neither mask keeps any edge.
    /// </summary>
    public static double ExpectedRatio(ExpertMask a, ExpertMask b)
    {
        RequireSameShape(a, b);
        double shared = 0, joined = 0;
        for (var level = 0; level < a.Shape.EdgeLevels; level++)
        {
            var range = a.Shape.LevelRange(level);
            double inA = a.Kept[range].Count(true), inB = b.Kept[range].Count(true);
            var inBoth = inA * inB / a.Kept[range].Length;
            shared += inBoth;
            joined += inA + inB - inBoth;
        }
        return joined == 0 ? 1 : shared / joined;
    }

    /// <summary><see cref="Ratio"/> of every pair, [n, n], symmetric with a diagonal of 1.</summary>
    public static double[,] Matrix(IReadOnlyList<ExpertMask> masks) => Matrix(masks, Ratio);

    /// <summary><see cref="ExpectedRatio"/> of every pair, [n, n], symmetric; the diagonal is of two random masks, so under 1.</summary>
    public static double[,] ExpectedMatrix(IReadOnlyList<ExpertMask> masks) => Matrix(masks, ExpectedRatio);

    private static double[,] Matrix(IReadOnlyList<ExpertMask> masks, Func<ExpertMask, ExpertMask, double> ratio)
    {
        var matrix = new double[masks.Count, masks.Count];
        for (var i = 0; i < masks.Count; i++)
            for (var j = i; j < masks.Count; j++)
                matrix[i, j] = matrix[j, i] = ratio(masks[i], masks[j]);
        return matrix;
    }

    private static double Ratio(ExpertMask a, ExpertMask b, Range edges)
    {
        RequireSameShape(a, b);
        var keptA = a.Kept[edges];
        var keptB = b.Kept[edges];
        int shared = 0, joined = 0;
        for (var edge = 0; edge < keptA.Length; edge++)
        {
            if (keptA[edge] && keptB[edge]) shared++;
            if (keptA[edge] || keptB[edge]) joined++;
        }
        return joined == 0 ? 1 : (double)shared / joined;
    }

    private static void RequireSameShape(ExpertMask a, ExpertMask b)
    {
        if (!a.Shape.Equals(b.Shape)) throw new ArgumentException($"Masks of experts {a.Shape} and {b.Shape} cannot be compared.", nameof(b));
    }
}
