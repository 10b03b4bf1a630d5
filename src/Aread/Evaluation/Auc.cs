using System.Numerics;

namespace Aread.Evaluation;

/// <summary>Area under the ROC curve: the probability that a positive scores over a negative, ties counting one half.</summary>
public static class Auc
{
    /// <summary>From the midranks of the positives; exact in integers up to the last division.</summary>
    /// <param name="scores">[n], in any order; infinities are ordered like numbers.</param>
    /// <param name="labels">[n], 0 or 1.</param>
    /// <returns>Null if a class is missing.</returns>
    /// <exception cref="ArgumentException">The lengths differ, a score is NaN or a label is not 0 or 1.</exception>
    public static double? Of<T>(ReadOnlySpan<T> scores, ReadOnlySpan<byte> labels) where T : struct, IFloatingPointIeee754<T>
    {
        LabelledScores.Require(scores, labels);
        var sortedScores = scores.ToArray();
        var sortedLabels = labels.ToArray();
        Array.Sort(sortedScores, sortedLabels);

        long positives = 0, doubledRanks = 0;
        for (var first = 0; first < sortedScores.Length;)
        {
            var next = first;
            long tiedPositives = 0;
            while (next < sortedScores.Length && sortedScores[next] == sortedScores[first]) tiedPositives += sortedLabels[next++];
            doubledRanks += tiedPositives * (first + 1 + next);
            positives += tiedPositives;
            first = next;
        }
        var negatives = sortedScores.Length - positives;
        if (positives == 0 || negatives == 0) return null;
        return (doubledRanks - positives * (positives + 1)) / (2.0 * positives * negatives);
    }
}
