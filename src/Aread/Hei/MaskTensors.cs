using Aread.Hemp;
using Aread.Tensors;
using static TorchSharp.torch;

namespace Aread.Hei;

/// <summary>The masks of R replicas in the form the forward pass multiplies with.</summary>
/// <remarks>Shape letters: R replica, T target expert, S source expert, N first-level expert.</remarks>
public sealed class MaskTensors
{
    private MaskTensors(IReadOnlyList<Tensor> edges_RTS1, IReadOnlyList<Tensor> active_RT11, Tensor groupShare_R1N, Tensor outputShare_RT) =>
        (Edges_RTS1, Active_RT11, GroupShare_R1N, OutputShare_RT) = (edges_RTS1, active_RT11, groupShare_R1N, outputShare_RT);

    /// <summary>Per expert level, 1 where the edge from source S to target T is kept. Level 0 has the source of all samples as its only S.</summary>
    public IReadOnlyList<Tensor> Edges_RTS1 { get; }

    /// <summary>Per expert level, 1 where the expert takes part.</summary>
    public IReadOnlyList<Tensor> Active_RT11 { get; }

    /// <summary>1/k for each of the k kept first-level experts: weights of their group embeddings.</summary>
    public Tensor GroupShare_R1N { get; }

    /// <summary>1/k for each of the k active last-level experts: weights of their losses and predictions.</summary>
    public Tensor OutputShare_RT { get; }

    /// <param name="masks">One per replica, all of one shape.</param>
    public static MaskTensors Create(IReadOnlyList<ExpertMask> masks, Device device)
    {
        var shape = masks[0].Shape;
        var edges = new List<Tensor>();
        var active = new List<Tensor>();
        for (var level = 0; level < shape.ExpertLevels; level++)
        {
            edges.Add(Edges(masks, level, device));
            active.Add(Upload(Flatten(masks, shape.Experts(level), (mask, expert) => mask.IsActive(level, expert) ? 1 : 0), [masks.Count, shape.Experts(level), 1, 1], device));
        }
        var last = shape.ExpertLevels - 1;
        return new MaskTensors(
            edges,
            active,
            Upload(Shares(masks, 0), [masks.Count, 1, shape.Experts(0)], device),
            Upload(Shares(masks, last), [masks.Count, shape.Experts(last)], device));
    }

    private static Tensor Edges(IReadOnlyList<ExpertMask> masks, int level, Device device)
    {
        var (rows, columns) = (masks[0].Shape.Rows(level), masks[0].Shape.Columns(level));
        var values = Flatten(masks, rows * columns, (mask, i) => mask[level, i % rows, i / rows] ? 1 : 0);
        return Upload(values, [masks.Count, columns, rows, 1], device);
    }

    private static float[] Shares(IReadOnlyList<ExpertMask> masks, int level)
    {
        var experts = masks[0].Shape.Experts(level);
        return Flatten(masks, experts, (mask, expert) =>
            mask.IsActive(level, expert) ? 1f / Enumerable.Range(0, experts).Count(other => mask.IsActive(level, other)) : 0f);
    }

    private static float[] Flatten(IReadOnlyList<ExpertMask> masks, int count, Func<ExpertMask, int, float> value) =>
        [.. masks.SelectMany(mask => Enumerable.Range(0, count).Select(i => value(mask, i)))];

    private static Tensor Upload(float[] values, ReadOnlySpan<long> shape, Device device) => HostMemory.ToTensor<float>(values, shape, device);
}
