using Aread.Tensors;
using TorchSharp;
using static TorchSharp.torch;

namespace Aread.Hei;

/// <summary>Binary cross-entropy over the outputs of a pass. Each function gives one number per replica.</summary>
/// <remarks>Shape letters: R replica, T last-level expert, B sample.</remarks>
public static class Losses
{
    /// <summary>Mean over the active outputs of each output's own cross-entropy (paper eq. 8).</summary>
    /// <param name="outputShare_RT">1/k for each of the k active outputs, else 0.</param>
    /// <returns>[R]</returns>
    public static Tensor Bagging(Tensor logits_RTB, Tensor labels_B, Tensor outputShare_RT)
    {
        var loss_RTB = nn.functional.binary_cross_entropy_with_logits(logits_RTB, labels_B.expand(logits_RTB.shape), reduction: nn.Reduction.None);
        return loss_RTB.mean([2]).Times(outputShare_RT).sum(1);
    }

    /// <summary>Cross-entropy of the averaged prediction.</summary>
    /// <returns>[R]</returns>
    public static Tensor OfMean(Tensor logits_RTB, Tensor labels_B, Tensor outputShare_RT)
    {
        var mean_RB = Prediction(logits_RTB, outputShare_RT);
        return nn.functional.binary_cross_entropy(mean_RB, labels_B.expand(mean_RB.shape), reduction: nn.Reduction.None).mean([1]);
    }

    /// <summary>Average of the active outputs' probabilities (paper eq. 9).</summary>
    /// <returns>[R, B]</returns>
    public static Tensor Prediction(Tensor logits_RTB, Tensor outputShare_RT) => outputShare_RT.unsqueeze(1).bmm(logits_RTB.sigmoid()).squeeze(1);

    /// <summary>Equal shares for all outputs: what a pass without masks uses.</summary>
    /// <returns>[R, T]</returns>
    public static Tensor EqualShares(int replicas, int outputs, Device device)
    {
        var shares = new float[replicas * outputs];
        Array.Fill(shares, 1f / outputs);
        return HostMemory.ToTensor<float>(shares, [replicas, outputs], device);
    }
}
