using Aread.Evaluation;
using CsCheck;

namespace Aread.Tests.Evaluation;

public sealed class AucTests
{
    private static readonly Gen<(int Score, bool Label)[]> Tied = Gen.Select(Gen.Int[-3, 3], Gen.Bool).Array[0, 40];

    [Fact]
    public void Auc_is_the_share_of_ordered_pairs() => Tied.Sample(samples =>
    {
        double[] positives = [.. samples.Where(sample => sample.Label).Select(sample => (double)sample.Score)];
        double[] negatives = [.. samples.Where(sample => !sample.Label).Select(sample => (double)sample.Score)];
        double? expected = positives.Length * negatives.Length == 0
            ? null
            : positives.Sum(p => negatives.Sum(n => p > n ? 1 : p == n ? 0.5 : 0)) / (positives.Length * negatives.Length);
        Assert.Equal(expected ?? -1, Of(samples) ?? -1, 1e-12);
    });

    [Fact]
    public void Auc_does_not_depend_on_the_order_of_the_samples() => Gen.Select(Tied, Gen.Int).Sample((samples, seed) =>
    {
        var shuffled = samples.ToArray();
        new RandomStream(seed, "order").Shuffle<(int, bool)>(shuffled);
        Assert.Equal(Of(samples), Of(shuffled));
    });

    [Fact]
    public void Reversed_scores_give_the_complement() => Tied.Sample(samples =>
    {
        if (Of(samples) is { } auc) Assert.Equal(1 - auc, Of(Array.ConvertAll(samples, sample => (-sample.Score, sample.Label)))!.Value, 1e-12);
    });

    [Fact]
    public void A_score_that_is_no_number_is_refused() => Assert.Throws<ArgumentException>(() => Auc.Of<float>([0.5f, float.NaN], [0, 1]));

    [Fact]
    public void A_label_other_than_0_and_1_is_refused() => Assert.Throws<ArgumentException>(() => Auc.Of<float>([0.5f, 0.4f], [0, 2]));

    private static double? Of((int Score, bool Label)[] samples) =>
        Auc.Of<double>(Array.ConvertAll(samples, sample => (double)sample.Score), Array.ConvertAll(samples, sample => sample.Label ? (byte)1 : (byte)0));
}
