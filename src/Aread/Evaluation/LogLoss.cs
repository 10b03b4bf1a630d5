using System.Numerics;

namespace Aread.Evaluation;

/// <summary>Mean binary cross-entropy, in nats.</summary>
public static class LogLoss
{
    /// <summary>Least logarithm of a probability. Only a certain and wrong prediction (p = 0 or 1) meets it; torch bounds its loss alike.</summary>
    public const double LeastLogarithm = -100;

    /// <summary>Mean of -log of the probability given to what happened, each logarithm bounded by <see cref="LeastLogarithm"/>.</summary>
    /// <param name="probabilities">[n] of label 1, in [0, 1].</param>
    /// <param name="labels">[n], 0 or 1.</param>
    /// <returns>Null if there are no samples.</returns>
    /// <exception cref="ArgumentException">The lengths differ, a score is no probability or a label is not 0 or 1.</exception>
    public static double? Of<T>(ReadOnlySpan<T> probabilities, ReadOnlySpan<byte> labels) where T : struct, IFloatingPointIeee754<T> =>
        labels.IsEmpty && probabilities.IsEmpty ? null : Sum(probabilities, labels) / labels.Length;

    /// <inheritdoc cref="Of"/>
    /// <returns>The sum instead of the mean; 0 if there are no samples.</returns>
    internal static double Sum<T>(ReadOnlySpan<T> probabilities, ReadOnlySpan<byte> labels) where T : struct, IFloatingPointIeee754<T>
    {
        LabelledScores.Require(probabilities, labels);
        var sum = 0.0;
        for (var i = 0; i < labels.Length; i++)
        {
            var probability = double.CreateChecked(probabilities[i]);
            if (probability is < 0 or > 1) throw new ArgumentException($"{probability} is no probability.", nameof(probabilities));
            var logarithm = labels[i] == 1 ? Math.Log(probability) : Math.Log(1 - probability);
            sum -= Math.Max(LeastLogarithm, logarithm);
        }
        return sum;
    }
}
