using System.Numerics;

namespace Aread.Evaluation;

/// <summary>What every metric asks of its input.</summary>
internal static class LabelledScores
{
    public static void Require<T>(ReadOnlySpan<T> scores, ReadOnlySpan<byte> labels) where T : struct, IFloatingPointIeee754<T>
    {
        if (scores.Length != labels.Length) throw new ArgumentException($"{scores.Length} scores do not go with {labels.Length} labels.", nameof(labels));
        foreach (var score in scores)
            if (T.IsNaN(score)) throw new ArgumentException("A score is not a number.", nameof(scores));
        if (labels.ContainsAnyExceptInRange((byte)0, (byte)1)) throw new ArgumentException("A label is neither 0 nor 1.", nameof(labels));
    }
}
