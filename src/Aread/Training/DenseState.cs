using Aread.Hei;

namespace Aread.Training;

/// <summary>The dense weights of a run with their optimiser state. Published weight arrays are never written again.</summary>
public sealed class DenseState
{
    private readonly ParameterLayout _layout;
    private readonly AdamRule _rule;
    private readonly double _l2;

    public DenseState(ParameterLayout layout, TrainingOptions options)
    {
        (_layout, _rule, _l2) = (layout, AdamRule.Of(options), options.L2);
        Weights = InitialWeights(layout, options.Seed);
        Buffers = InitialBuffers(layout);
        FirstMoments = new float[layout.Length];
        SecondMoments = new float[layout.Length];
        StepCounts = new int[layout.Slices];
    }

    /// <summary>[Layout.Length]; replaced, not changed, by <see cref="Apply"/>.</summary>
    public float[] Weights { get; private set; }

    /// <summary>Running statistics, [Layout.BufferLength]; replaced, not changed.</summary>
    public float[] Buffers { get; private set; }

    public float[] FirstMoments { get; private set; }

    public float[] SecondMoments { get; private set; }

    /// <summary>Adam steps of each slice.</summary>
    public int[] StepCounts { get; private set; }

    /// <summary>One optimiser step, and an update of the running statistics for each of its batches.</summary>
    public void Apply(DenseUpdate step)
    {
        var updated = GC.AllocateUninitializedArray<float>(Weights.Length);
        foreach (var parameter in _layout.Parameters)
        {
            for (var slice = 0; slice < parameter.Slices;)
            {
                var end = RunOfEqualSlices(parameter, slice, step.TouchedSlices);
                var range = new Range(parameter.Offset + slice * parameter.SliceLength, parameter.Offset + end * parameter.SliceLength);
                var first = parameter.SliceOffset + slice;
                if (step.TouchedSlices[first])
                {
                    var count = StepCounts[first] + 1;
                    StepCounts.AsSpan(first, end - slice).Fill(count);
                    _rule.Step(Weights.AsSpan(range), step.Gradient.AsSpan(range), parameter.Penalised ? _l2 : 0, count,
                        FirstMoments.AsSpan(range), SecondMoments.AsSpan(range), updated.AsSpan(range));
                }
                else
                {
                    Weights.AsSpan(range).CopyTo(updated.AsSpan(range));
                }
                slice = end;
            }
        }
        Weights = updated;
        foreach (var statistics in step.Statistics) Buffers = UpdatedBuffers(statistics);
    }

    /// <summary>A state that later steps of this one do not change.</summary>
    public DenseState Copy()
    {
        var copy = (DenseState)MemberwiseClone();
        (copy.FirstMoments, copy.SecondMoments, copy.StepCounts) = ([.. FirstMoments], [.. SecondMoments], [.. StepCounts]);
        return copy;
    }

    /// <summary>Takes over a saved state; the arrays become this object's own.</summary>
    public void Restore(float[] weights, float[] buffers, float[] firstMoments, float[] secondMoments, int[] stepCounts)
    {
        if (weights.Length != _layout.Length || buffers.Length != _layout.BufferLength || firstMoments.Length != _layout.Length
            || secondMoments.Length != _layout.Length || stepCounts.Length != _layout.Slices)
            throw new AreadException("The saved dense weights are of another model: sizes differ. Use the options and data set the run was started with.");
        (Weights, Buffers, FirstMoments, SecondMoments, StepCounts) = (weights, buffers, firstMoments, secondMoments, stepCounts);
    }

    /// <summary>Sum of the squares that the loss penalises, times its weight.</summary>
    public static double Penalty(ParameterLayout layout, ReadOnlySpan<float> weights, double l2)
    {
        var sum = 0.0;
        foreach (var parameter in layout.Parameters)
        {
            if (!parameter.Penalised) continue;
            foreach (var weight in weights.Slice(parameter.Offset, parameter.Length)) sum += (double)weight * weight;
        }
        return l2 * sum;
    }

    private int RunOfEqualSlices(ParameterSpec parameter, int slice, bool[] touched)
    {
        var first = parameter.SliceOffset + slice;
        var end = slice + 1;
        while (end < parameter.Slices && touched[parameter.SliceOffset + end] == touched[first] && StepCounts[parameter.SliceOffset + end] == StepCounts[first]) end++;
        return end;
    }

    private float[] UpdatedBuffers(StepStatistics batch)
    {
        if (batch.Values.Length == 0) return Buffers;
        var updated = (float[])Buffers.Clone();
        const float keep = (float)(1 - ModelShape.RunningMomentum), take = (float)ModelShape.RunningMomentum;
        foreach (var buffer in _layout.Buffers)
        {
            for (var expert = 0; expert < buffer.Experts; expert++)
            {
                if (buffer.Level >= 0 && !batch.ActiveExperts[buffer.Level][expert]) continue;
                for (var half = 0; half < 2; half++)
                {
                    var start = buffer.Offset + half * buffer.HalfLength + expert * buffer.Width;
                    for (var i = start; i < start + buffer.Width; i++) updated[i] = keep * updated[i] + take * batch.Values[i];
                }
            }
        }
        return updated;
    }

    private static float[] InitialWeights(ParameterLayout layout, long seed)
    {
        var weights = new float[layout.Length];
        for (var i = 0; i < layout.Parameters.Count; i++)
        {
            var parameter = layout.Parameters[i];
            var target = weights.AsSpan(parameter.Offset, parameter.Length);
            if (parameter.InitialRange == 0)
            {
                target.Fill(parameter.InitialValue);
                continue;
            }
            var stream = new RandomStream(seed, "dense-weights", i);
            foreach (ref var weight in target) weight = (float)((2 * stream.NextDouble() - 1) * parameter.InitialRange);
        }
        return weights;
    }

    private static float[] InitialBuffers(ParameterLayout layout)
    {
        var buffers = new float[layout.BufferLength];
        foreach (var buffer in layout.Buffers) buffers.AsSpan(buffer.Offset + buffer.HalfLength, buffer.HalfLength).Fill(1);
        return buffers;
    }
}
