namespace Aread.Hemp;

/// <summary>
/// Mean gate values of a domain over the batches since its last mask search. The next search starts from the edges with the largest
/// means. (Algorithm 1) Sums are kept in double, in the order of the batches; not safe for concurrent use.
/// </summary>
public sealed class GateStatistics(MaskShape shape)
{
    private readonly double[] _sums = new double[shape.Edges];

    public MaskShape Shape { get; } = shape;

    /// <summary>Batches added since the last <see cref="Clear"/>.</summary>
    public long Count { get; private set; }

    /// <summary>Adds one batch.</summary>
    /// <param name="gateMeans">[Edges] batch means in the order of <see cref="MaskShape"/>.</param>
    /// <exception cref="ArgumentException">The length is not that of the shape, or a value is not finite; nothing is added.</exception>
    public void Add(ReadOnlySpan<float> gateMeans)
    {
        if (gateMeans.Length != _sums.Length) throw new ArgumentException($"Experts {Shape} have {_sums.Length} gate means, not {gateMeans.Length}.", nameof(gateMeans));
        foreach (var gate in gateMeans)
            if (!float.IsFinite(gate)) throw new ArgumentException("A gate mean is not finite: training has diverged.", nameof(gateMeans));
        for (var edge = 0; edge < _sums.Length; edge++) _sums[edge] += gateMeans[edge];
        Count++;
    }

    /// <summary>[Edges] means over the batches added; all zero if there were none.</summary>
    public double[] Mean()
    {
        var mean = new double[_sums.Length];
        if (Count > 0)
            for (var edge = 0; edge < mean.Length; edge++) mean[edge] = _sums[edge] / Count;
        return mean;
    }

    public void Clear()
    {
        Array.Clear(_sums);
        Count = 0;
    }

    /// <summary>A copy of the state, for checkpoints.</summary>
    public GateStatisticsState Export() => new(Count, [.. _sums]);

    /// <summary>Goes on from an exported state.</summary>
    /// <exception cref="AreadException">The state belongs to another shape of experts.</exception>
    public static GateStatistics Import(MaskShape shape, GateStatisticsState state)
    {
        if (state.Sums.Count != shape.Edges || state.Count < 0)
            throw new AreadException($"The gate statistics hold {state.Sums.Count} edges and {state.Count} batches; experts {shape} have {shape.Edges} edges. The checkpoint belongs to another model.");
        var statistics = new GateStatistics(shape) { Count = state.Count };
        for (var edge = 0; edge < shape.Edges; edge++) statistics._sums[edge] = state.Sums[edge];
        return statistics;
    }
}
