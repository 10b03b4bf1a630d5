using System.Numerics;
using System.Runtime.InteropServices;

namespace Aread.Training;

/// <summary>
/// Adam (Kingma, Ba, 2015) on plain arrays: g += decay * p; m = b1 m + (1 - b1) g; v = b2 v + (1 - b2) g²;
/// p -= lr / (1 - b1ⁿ) * m / (√v / √(1 - b2ⁿ) + eps).
/// </summary>
/// <remarks>
/// Written on arrays because the weights live in grains as arrays, and because element-wise arithmetic without fused
/// multiply-add gives the same bits on every vector width.
/// </remarks>
public readonly record struct AdamRule(double LearningRate, double Beta1, double Beta2, double Epsilon, double WeightDecay)
{
    /// <summary>The rule of a run's steps, with the learning rate that <see cref="TrainingOptions.LearningRateRule"/> gives.</summary>
    public static AdamRule Of(TrainingOptions options) =>
        new(options.LearningRate * Growth(options), options.Beta1, options.Beta2, options.Epsilon, options.WeightDecay);

    /// <summary>One step for parameters that share a step count.</summary>
    /// <param name="weights">p before.</param>
    /// <param name="gradient">Gradient of the data loss.</param>
    /// <param name="penalty">Weight of p² in the loss (its gradient, 2 * penalty * p, is added here); 0 for none.</param>
    /// <param name="step">n, 1 for the first step.</param>
    /// <param name="updated">p after; may be the same memory as <paramref name="weights"/>.</param>
    public void Step(ReadOnlySpan<float> weights, ReadOnlySpan<float> gradient, double penalty, int step, Span<float> m, Span<float> v, Span<float> updated)
    {
        var factors = new StepFactors(this, penalty, step);
        var width = Vector<float>.Count;
        var vectorised = weights.Length - weights.Length % width;
        for (var i = 0; i < vectorised; i += width)
        {
            var p = new Vector<float>(weights[i..]);
            var g = new Vector<float>(gradient[i..]) + p * factors.Decay;
            var nextM = new Vector<float>(m[i..]) * factors.Beta1 + g * factors.OneMinusBeta1;
            var nextV = new Vector<float>(v[i..]) * factors.Beta2 + g * g * factors.OneMinusBeta2;
            nextM.CopyTo(m[i..]);
            nextV.CopyTo(v[i..]);
            var denominator = Vector.SquareRoot(nextV) * factors.InverseRootCorrection2 + new Vector<float>(factors.Epsilon);
            (p - nextM * factors.Rate / denominator).CopyTo(updated[i..]);
        }
        for (var i = vectorised; i < weights.Length; i++)
        {
            var p = weights[i];
            var g = gradient[i] + p * factors.Decay;
            m[i] = m[i] * factors.Beta1 + g * factors.OneMinusBeta1;
            v[i] = v[i] * factors.Beta2 + g * g * factors.OneMinusBeta2;
            updated[i] = p - m[i] * factors.Rate / (MathF.Sqrt(v[i]) * factors.InverseRootCorrection2 + factors.Epsilon);
        }
    }

    private static double Growth(TrainingOptions options) => options.LearningRateRule switch
    {
        LearningRateRule.Linear => options.BatchesPerStep,
        LearningRateRule.SquareRoot => Math.Sqrt(options.BatchesPerStep),
        _ => 1,
    };

    [StructLayout(LayoutKind.Auto)]
    private readonly struct StepFactors(AdamRule rule, double penalty, int step)
    {
        public readonly float Decay = (float)(2 * penalty + rule.WeightDecay);
        public readonly float Beta1 = (float)rule.Beta1;
        public readonly float OneMinusBeta1 = (float)(1 - rule.Beta1);
        public readonly float Beta2 = (float)rule.Beta2;
        public readonly float OneMinusBeta2 = (float)(1 - rule.Beta2);
        public readonly float Rate = (float)(rule.LearningRate / (1 - Math.Pow(rule.Beta1, step)));
        public readonly float InverseRootCorrection2 = (float)(1 / Math.Sqrt(1 - Math.Pow(rule.Beta2, step)));
        public readonly float Epsilon = (float)rule.Epsilon;
    }
}
