using static TorchSharp.torch;

namespace Aread.Hei;

/// <summary>What a forward pass leaves behind.</summary>
/// <param name="Logits_RTB">One logit per replica, last-level expert and sample; those of inactive experts have no meaning.</param>
/// <param name="GateMeans_RTS">Per gated level (1..L-1): mean gate value over the batch, masked, before rescaling.</param>
/// <param name="BatchStatistics">
/// Per <see cref="ParameterLayout.Buffers"/>: mean and unbiased variance of the batch, [R * experts * width] each; empty where running
/// statistics were used or the batch has one row.
/// </param>
public sealed record ForwardPass(
    Tensor Logits_RTB,
    IReadOnlyList<Tensor> GateMeans_RTS,
    IReadOnlyList<(int Buffer, Tensor Mean, Tensor Variance)> BatchStatistics);
