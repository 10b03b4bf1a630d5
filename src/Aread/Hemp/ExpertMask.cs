using System.Text;

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

    /// <summary>Last-level experts whose edge to the output is kept, ascending. Their number is K of eq. 9.</summary>
    public int[] ActiveOutputs()
    {
        var outputs = _kept.AsSpan(Shape.LevelRange(Shape.ExpertLevels));
        var active = new List<int>(outputs.Length);
        for (var expert = 0; expert < outputs.Length; expert++)
            if (outputs[expert]) active.Add(expert);
        return [.. active];
    }

    /// <summary>The same mask without dead inner edges; see <see cref="MaskConnectivity"/>.</summary>
    public ExpertMask Validate() => MaskConnectivity.Validate(this);

    /// <exception cref="ArgumentException">The masks differ in shape.</exception>
    public ExpertMask And(ExpertMask other) => Combine(other, static (a, b) => a & b);

    /// <inheritdoc cref="And"/>
    public ExpertMask Or(ExpertMask other) => Combine(other, static (a, b) => a | b);

    /// <inheritdoc cref="And"/>
    public ExpertMask Xor(ExpertMask other) => Combine(other, static (a, b) => a ^ b);

    /// <summary>One matrix [Rows(l), Columns(l)] per edge level, for drawing.</summary>
    public IReadOnlyList<bool[,]> Levels()
    {
        var levels = new bool[Shape.EdgeLevels][,];
        for (var level = 0; level < levels.Length; level++)
        {
            levels[level] = new bool[Shape.Rows(level), Shape.Columns(level)];
            for (var from = 0; from < Shape.Rows(level); from++)
                for (var to = 0; to < Shape.Columns(level); to++)
                    levels[level][from, to] = this[level, from, to];
        }
        return levels;
    }

    /// <summary>A 0 or 1 per edge, levels joined by '|': the form masks have in files. <see cref="Parse"/> reads it.</summary>
    public string ToBits()
    {
        var text = new StringBuilder(Shape.Edges + Shape.EdgeLevels);
        for (var level = 0; level < Shape.EdgeLevels; level++)
        {
            if (level > 0) text.Append('|');
            foreach (var kept in _kept.AsSpan(Shape.LevelRange(level))) text.Append(kept ? '1' : '0');
        }
        return text.ToString();
    }

    /// <summary>Reads what <see cref="ToBits"/> wrote.</summary>
    /// <exception cref="AreadException">The text is no mask of this shape; the message names the level.</exception>
    public static ExpertMask Parse(MaskShape shape, string bits)
    {
        var levels = bits.Split('|');
        if (levels.Length != shape.EdgeLevels)
            throw new AreadException($"A mask of experts {shape} has {shape.EdgeLevels} edge levels, the text has {levels.Length}. Was it written with other expert counts?");
        var kept = new bool[shape.Edges];
        for (var level = 0; level < levels.Length; level++)
        {
            var expected = shape.Rows(level) * shape.Columns(level);
            if (levels[level].Length != expected || levels[level].AsSpan().ContainsAnyExcept('0', '1'))
                throw new AreadException($"Edge level {level} of a mask of experts {shape} is {expected} digits 0 or 1, not '{levels[level]}'.");
            for (var edge = 0; edge < expected; edge++) kept[shape.Offset(level) + edge] = levels[level][edge] == '1';
        }
        return new ExpertMask(shape, kept);
    }

    /// <summary>No edge kept.</summary>
    public static ExpertMask Empty(MaskShape shape) => new(shape, new bool[shape.Edges]);

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

    public override string ToString() => ToBits();

    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var kept in _kept) hash.Add(kept);
        return hash.ToHashCode();
    }

    private ExpertMask Combine(ExpertMask other, Func<bool, bool, bool> rule)
    {
        if (!Shape.Equals(other.Shape)) throw new ArgumentException($"Masks of experts {Shape} and {other.Shape} cannot be combined.", nameof(other));
        var kept = new bool[_kept.Length];
        for (var edge = 0; edge < kept.Length; edge++) kept[edge] = rule(_kept[edge], other._kept[edge]);
        return new ExpertMask(Shape, kept);
    }
}
