using Aread.Tensors;
using static TorchSharp.torch;

namespace Aread.Hei;

/// <summary>What differs between training, trial scoring and evaluation.</summary>
/// <param name="RunningStatistics">[Layout.BufferLength]: normalise with these; null: with the batch's own.</param>
/// <param name="DropoutStream">Draws dropout; null: no dropout.</param>
public sealed record ForwardMode(Tensor? RunningStatistics, NamedRandom? DropoutStream)
{
    /// <summary>Batch statistics, no dropout: trial scoring.</summary>
    public static ForwardMode BatchStatistics { get; } = new(null, null);
}
