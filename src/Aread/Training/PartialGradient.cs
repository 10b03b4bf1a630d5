namespace Aread.Training;

/// <summary>
/// Dense gradients of some batches of a step, combined. Parts may be made and joined in any order and grouping: the mean has the same bits.
/// A step of one batch keeps its gradient as it is.
/// </summary>
public sealed class PartialGradient
{
    private float[]? _only;
    private long[]? _sums;

    public PartialGradient() { }

    /// <param name="only">[Layout.Length] of one batch, or null.</param>
    /// <param name="sums">[Layout.Length] of several, see <see cref="FixedPointSum"/>, or null.</param>
    public PartialGradient(int batches, float[]? only, long[]? sums, bool[] touchedSlices) => (Batches, _only, _sums, TouchedSlices) = (batches, only, sums, touchedSlices);

    /// <summary>Batches combined.</summary>
    public int Batches { get; private set; }

    /// <summary>[Layout.Slices], slices that any of the batches touches.</summary>
    public bool[] TouchedSlices { get; private set; } = [];

    /// <summary>The gradient while it is of one batch.</summary>
    public float[]? Only => _only;

    /// <summary>The sums once they are of several.</summary>
    public long[]? Sums => _sums;

    /// <summary>Adds a batch.</summary>
    /// <exception cref="ArgumentException">A gradient is too large to be combined; see <see cref="FixedPointSum.Holds"/>.</exception>
    public void Add(float[] gradient, bool[] touchedSlices)
    {
        if (Batches == 0) _only = gradient;
        else FixedPointSum.Add(Summing(gradient.Length), gradient);
        Take(1, touchedSlices);
    }

    /// <exception cref="ArgumentException">A gradient is too large to be combined; see <see cref="FixedPointSum.Holds"/>.</exception>
    public void Add(PartialGradient other)
    {
        if (other.Batches == 0) return;
        if (other._only is { } gradient)
        {
            Add(gradient, other.TouchedSlices);
            return;
        }
        FixedPointSum.Add(Summing(other._sums!.Length), other._sums);
        Take(other.Batches, other.TouchedSlices);
    }

    /// <summary>[Layout.Length] mean over the batches.</summary>
    public float[] Mean() => _only ?? FixedPointSum.Mean(_sums, Batches);

    private long[] Summing(int length)
    {
        if (_sums is not null) return _sums;
        _sums = new long[length];
        if (_only is not null) FixedPointSum.Add(_sums, _only);
        _only = null;
        return _sums;
    }

    private void Take(int batches, bool[] touchedSlices)
    {
        TouchedSlices = Batches == 0 ? touchedSlices : [.. TouchedSlices.Zip(touchedSlices, (mine, theirs) => mine || theirs)];
        Batches += batches;
    }
}
