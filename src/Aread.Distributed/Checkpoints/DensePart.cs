using Aread.Hei;
using Aread.Training;

namespace Aread.Distributed.Checkpoints;

/// <summary>The dense weights in a checkpoint: every parameter and running statistic under its own name, Adam's state flat.</summary>
public static class DensePart
{
    public const string Name = "dense";

    private const string FirstMoments = "adam.first_moments", SecondMoments = "adam.second_moments", StepCounts = "adam.step_counts";

    public static Task<CheckpointFile> WriteAsync(CheckpointStore store, DenseLayout layout, DenseState state, CancellationToken cancellationToken)
    {
        var tensors = TensorsOf(layout, state.Weights, state.Buffers);
        tensors.Add(new CheckpointTensor(FirstMoments, [layout.Length], state.FirstMoments));
        tensors.Add(new CheckpointTensor(SecondMoments, [layout.Length], state.SecondMoments));
        tensors.Add(new CheckpointTensor(StepCounts, [layout.Slices], state.StepCounts));
        return store.WritePartAsync(Name, tensors, null, cancellationToken);
    }

    /// <exception cref="AreadException">The part is damaged or of another model.</exception>
    public static async Task RestoreAsync(CheckpointStore store, CheckpointManifest manifest, DenseLayout layout, DenseState state, CancellationToken cancellationToken)
    {
        var part = await store.ReadPartAsync(manifest.Find(Name), cancellationToken);
        var (_, weights, buffers) = WeightsOf(part, layout, manifest.Step);
        state.Restore(weights, buffers, part[FirstMoments].Floats, part[SecondMoments].Floats, part[StepCounts].Integers);
    }

    /// <summary>Every parameter and running statistic under its own name.</summary>
    internal static List<CheckpointTensor> TensorsOf(DenseLayout layout, float[] weights, float[] buffers) =>
    [
        .. layout.Parameters.Select(spec => new CheckpointTensor(spec.Name, spec.Shape, weights.AsSpan(spec.Offset, spec.Length).ToArray())),
        .. Halves(layout).Select(half => new CheckpointTensor(half.Name, [half.Spec.Experts, half.Spec.Width], buffers.AsSpan(half.Offset, half.Spec.HalfLength).ToArray())),
    ];

    /// <summary>What <see cref="TensorsOf"/> gave, read back.</summary>
    /// <exception cref="AreadException">A tensor is missing or of another model.</exception>
    internal static DenseSnapshot WeightsOf(CheckpointPart part, DenseLayout layout, long step)
    {
        var (weights, buffers) = (new float[layout.Length], new float[layout.BufferLength]);
        foreach (var spec in layout.Parameters) Copy(part, spec.Name, weights.AsSpan(spec.Offset, spec.Length));
        foreach (var (name, offset, spec) in Halves(layout)) Copy(part, name, buffers.AsSpan(offset, spec.HalfLength));
        return new DenseSnapshot(step, weights, buffers);
    }

    private static IEnumerable<(string Name, int Offset, BufferSpec Spec)> Halves(DenseLayout layout) => layout.Buffers.SelectMany(spec => new[]
    {
        ($"{spec.Name}.running_mean", spec.Offset, spec),
        ($"{spec.Name}.running_var", spec.Offset + spec.HalfLength, spec),
    });

    private static void Copy(CheckpointPart part, string name, Span<float> target)
    {
        var values = part[name].Floats;
        if (values.Length != target.Length)
            throw new AreadException($"{part.File}: tensor '{name}' has {values.Length} values, the model {target.Length}. Use the options and data set the run was started with.");
        values.CopyTo(target);
    }
}
