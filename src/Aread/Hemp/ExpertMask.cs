namespace Aread.Hemp;

/// <summary>Which edges between experts a domain uses. Immutable. (paper eq. 4)</summary>
public sealed class ExpertMask : IEquatable<ExpertMask>
{
    private readonly bool[] _kept;

    /// <param name="shape">The experts.</param>
    /// <param name="kept">One flag per edge in the order of <see cref="MaskShape"/>; copied.</param>
    public ExpertMask(MaskShape shape, ReadOnlySpan<bool> kept)
    {
        if (kept.Length != shape.Edges) throw new ArgumentException($"A mask of {shape} has {shape.Edges} edges, not {kept.Length}.", nameof(kept));
        Shape = shape;
        _kept = kept.ToArray();
        Edges = kept.Count(true);
    }

    public MaskShape Shape { get; }

    /// <summary>Kept edges, over all levels.</summary>
    public int Edges { get; }

    /// <summary>Kept share of all edges.</summary>
    public double Density => (double)Edges / Shape.Edges;

    public ReadOnlySpan<bool> Kept => _kept;

    public bool this[int level, int from, int to] => _kept[Shape.Edge(level, from, to)];

    /// <summary>Whether any edge to the output is kept.</summary>
    public bool HasOutput => _kept.AsSpan(Shape.LevelRange(Shape.ExpertLevels)).Contains(true);

    /// <summary>Every edge kept.</summary>
    public static ExpertMask Full(MaskShape shape)
    {
        var kept = new bool[shape.Edges];
        Array.Fill(kept, true);
        return new ExpertMask(shape, kept);
    }

    /// <summary>Whether an expert takes part: some edge leads to it. (level 0: its edge from the source)</summary>
    public bool IsActive(int level, int expert)
    {
        for (var from = 0; from < Shape.Rows(level); from++)
            if (this[level, from, expert]) return true;
        return false;
    }

    public bool Equals(ExpertMask? other) => other is not null && Shape.Equals(other.Shape) && _kept.AsSpan().SequenceEqual(other._kept);

    public override bool Equals(object? obj) => Equals(obj as ExpertMask);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var kept in _kept) hash.Add(kept);
        return hash.ToHashCode();
    }
}
