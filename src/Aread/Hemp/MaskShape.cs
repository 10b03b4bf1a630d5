namespace Aread.Hemp;

/// <summary>
/// The edges of hierarchical experts, numbered. For L expert levels with n_0..n_{L-1} experts there are L+1 edge levels:
/// level 0 joins the source to the n_0 first experts ([1, n_0]), level l joins level l-1 to level l ([n_{l-1}, n_l]), level L joins
/// the last experts to the output ([n_{L-1}, 1]). Edge (from, to) of level l has the flat number <c>Offset(l) + from * Columns(l) + to</c>;
/// masks, gate means and flips are flat arrays in this order. (paper sec. "Hierarchical Expert Mask Pruning")
/// </summary>
public sealed class MaskShape : IEquatable<MaskShape>
{
    private readonly int[] _experts;
    private readonly int[] _offsets;

    /// <param name="experts">n_0..n_{L-1}, at least one level, every level at least one expert.</param>
    public MaskShape(params ReadOnlySpan<int> experts)
    {
        if (experts.IsEmpty) throw new ArgumentException("At least one level of experts is needed.", nameof(experts));
        foreach (var count in experts) ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count, nameof(experts));
        _experts = experts.ToArray();
        _offsets = new int[EdgeLevels + 1];
        for (var level = 0; level < EdgeLevels; level++)
            _offsets[level + 1] = _offsets[level] + Rows(level) * Columns(level);
    }

    /// <summary>L.</summary>
    public int ExpertLevels => _experts.Length;

    /// <summary>L + 1.</summary>
    public int EdgeLevels => _experts.Length + 1;

    /// <summary>All edges; 105 for (3, 6, 12).</summary>
    public int Edges => _offsets[EdgeLevels];

    /// <summary>n_level.</summary>
    public int Experts(int level) => _experts[level];

    public ReadOnlySpan<int> ExpertCounts => _experts;

    /// <summary>Experts (or the source) that edge level <paramref name="level"/> starts from.</summary>
    public int Rows(int level) => level == 0 ? 1 : _experts[level - 1];

    /// <summary>Experts (or the output) that edge level <paramref name="level"/> leads to.</summary>
    public int Columns(int level) => level == ExpertLevels ? 1 : _experts[level];

    /// <summary>Flat number of the first edge of a level.</summary>
    public int Offset(int level) => _offsets[level];

    /// <summary>Flat number of an edge.</summary>
    public int Edge(int level, int from, int to) => _offsets[level] + from * Columns(level) + to;

    /// <summary>Flat numbers of a level's edges.</summary>
    public Range LevelRange(int level) => _offsets[level].._offsets[level + 1];

    public bool Equals(MaskShape? other) => other is not null && _experts.AsSpan().SequenceEqual(other._experts);

    public override bool Equals(object? obj) => Equals(obj as MaskShape);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var count in _experts) hash.Add(count);
        return hash.ToHashCode();
    }

    public override string ToString() => $"({string.Join(", ", _experts)})";
}
