namespace Aread.Training;

/// <summary>A range of the embedding table's rows with their Adam state. Rows keep their own step counts (lazy Adam).</summary>
/// <remarks>A row's start values depend on the seed and its number only, so any division of the table gives the same rows.</remarks>
public sealed class EmbeddingTable
{
    private readonly AdamRule _rule;
    private readonly double _l2;
    private readonly bool _dense;

    /// <param name="firstRow">Number of the first row in the whole table.</param>
    /// <param name="rows">Rows in this range.</param>
    /// <param name="size">E.</param>
    /// <param name="initialRange">Start values are uniform in ±this.</param>
    public EmbeddingTable(int firstRow, int rows, int size, double initialRange, TrainingOptions options)
    {
        (FirstRow, Rows, Size, _rule, _l2, _dense) = (firstRow, rows, size, AdamRule.Of(options), options.L2, options.DenseEmbeddingUpdates);
        var length = checked(rows * size);
        Weights = GC.AllocateUninitializedArray<float>(length);
        FirstMoments = new float[length];
        SecondMoments = new float[length];
        StepCounts = new int[rows];
        Initialise(initialRange, options.Seed);
    }

    public int FirstRow { get; }

    public int Rows { get; }

    /// <summary>E.</summary>
    public int Size { get; }

    /// <summary>[Rows, E]</summary>
    public float[] Weights { get; }

    public float[] FirstMoments { get; }

    public float[] SecondMoments { get; }

    /// <summary>[Rows]</summary>
    public int[] StepCounts { get; }

    /// <summary>Copies rows, given by their numbers in the whole table.</summary>
    /// <param name="target">[rows.Length, E]</param>
    public void Gather(ReadOnlySpan<int> rows, Span<float> target)
    {
        for (var i = 0; i < rows.Length; i++)
            Weights.AsSpan((rows[i] - FirstRow) * Size, Size).CopyTo(target[(i * Size)..]);
    }

    /// <summary>One optimiser step for the rows of a batch (or, with dense updates, for all rows).</summary>
    /// <param name="rows">Distinct, ascending, numbers in the whole table.</param>
    /// <param name="gradients">[rows.Length, E], gradient of the data loss.</param>
    public void Apply(ReadOnlySpan<int> rows, ReadOnlySpan<float> gradients)
    {
        if (_dense)
        {
            ApplyToAll(rows, gradients);
            return;
        }
        for (var i = 0; i < rows.Length; i++) ApplyToRow(rows[i] - FirstRow, gradients.Slice(i * Size, Size));
    }

    /// <summary>Copies saved rows in.</summary>
    /// <param name="first">Where they begin, counted within this range.</param>
    /// <param name="rows">How many there must be.</param>
    /// <param name="stepCounts">One per row.</param>
    /// <exception cref="AreadException">They do not fit.</exception>
    public void Restore(
        int first, int rows, ReadOnlySpan<float> weights, ReadOnlySpan<float> firstMoments, ReadOnlySpan<float> secondMoments, ReadOnlySpan<int> stepCounts)
    {
        var length = rows * Size;
        if (first + rows > Rows || stepCounts.Length != rows || weights.Length != length || firstMoments.Length != length || secondMoments.Length != length)
            throw new AreadException("The saved embedding rows are of another table: sizes differ. Use the options and data set the run was started with.");
        weights.CopyTo(Weights.AsSpan(first * Size));
        firstMoments.CopyTo(FirstMoments.AsSpan(first * Size));
        secondMoments.CopyTo(SecondMoments.AsSpan(first * Size));
        stepCounts.CopyTo(StepCounts.AsSpan(first));
    }

    /// <summary>Makes a row what it is after a change of domains.</summary>
    /// <param name="row">Number in the whole table.</param>
    /// <param name="before">Holds the row that it goes on from.</param>
    public void Take(int row, EmbeddingTable before, DomainTransfer transfer)
    {
        var at = row - FirstRow;
        var weights = Weights.AsSpan(at * Size, Size);
        if (transfer.RowBefore(row) - before.FirstRow is not { } source)
        {
            transfer.Start(row, weights);
            return;
        }
        before.Weights.AsSpan(source * Size, Size).CopyTo(weights);
        before.FirstMoments.AsSpan(source * Size, Size).CopyTo(FirstMoments.AsSpan(at * Size));
        before.SecondMoments.AsSpan(source * Size, Size).CopyTo(SecondMoments.AsSpan(at * Size));
        StepCounts[at] = before.StepCounts[source];
    }

    /// <summary>Start values of a row: uniform in ±<paramref name="range"/>.</summary>
    public static void Start(Span<float> row, RandomStream stream, double range)
    {
        foreach (ref var value in row) value = (float)((2 * stream.NextDouble() - 1) * range);
    }

    private void ApplyToAll(ReadOnlySpan<int> rows, ReadOnlySpan<float> gradients)
    {
        Span<float> none = new float[Size];
        var next = 0;
        for (var row = 0; row < Rows; row++)
        {
            var touched = next < rows.Length && rows[next] == FirstRow + row;
            ApplyToRow(row, touched ? gradients.Slice(next * Size, Size) : none);
            if (touched) next++;
        }
    }

    private void ApplyToRow(int row, ReadOnlySpan<float> gradient)
    {
        var (start, count) = (row * Size, ++StepCounts[row]);
        var weights = Weights.AsSpan(start, Size);
        _rule.Step(weights, gradient, _l2, count, FirstMoments.AsSpan(start, Size), SecondMoments.AsSpan(start, Size), weights);
    }

    private void Initialise(double range, long seed)
    {
        for (var row = 0; row < Rows; row++)
        {
            Start(Weights.AsSpan(row * Size, Size), new RandomStream(seed, "embedding-row", FirstRow + row), range);
        }
    }
}
