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

    /// <summary>Logarithms are bounded below by this, as torch bounds them.</summary>
    private const double LowestLogarithm = -100;

    /// <summary>Cross-entropy of the averaged prediction; finite unless a logit is not a number.</summary>
    /// <returns>[R]</returns>
    public static Tensor OfMean(Tensor logits_RTB, Tensor labels_B, Tensor outputShare_RT)
    {
        var mean_RB = Prediction(logits_RTB, outputShare_RT);
        var positive_RB = mean_RB.log().Bounded(LowestLogarithm, 0);
        var negative_RB = mean_RB.neg().Plus(1).log().Bounded(LowestLogarithm, 0);
        return labels_B.Times(positive_RB).Plus(labels_B.neg().Plus(1).Times(negative_RB)).mean([1]).neg();
    }

    /// <summary>Average of the active outputs' probabilities (paper eq. 9), bounded: the average of ones may round to more than one.</summary>
    /// <returns>[R, B]</returns>
    public static Tensor Prediction(Tensor logits_RTB, Tensor outputShare_RT) => outputShare_RT.unsqueeze(1).bmm(logits_RTB.sigmoid()).squeeze(1).Bounded(0, 1);

    /// <summary>Equal shares for all outputs: what a pass without masks uses.</summary>
    /// <returns>[R, T]</returns>
    public static Tensor EqualShares(int replicas, int outputs, Device device)
    {
        var shares = new float[replicas * outputs];
        Array.Fill(shares, 1f / outputs);
        return HostMemory.ToTensor<float>(shares, [replicas, outputs], device);
    }
}
