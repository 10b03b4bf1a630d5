using Aread.Hemp;

namespace Aread.Augmentation;

/// <summary>Which domains give and receive how much, and which positives may be given. A function of train counts alone. (Corollary 1)</summary>
public sealed record AugmentationPlan
{
    /// <summary>Domains that receive: at most the minor share of all train samples, at least one. Ascending indices of the data set's domains.</summary>
    public required IReadOnlyList<int> Minors { get; init; }

    /// <summary>Domains that give: more than the major share. Ascending.</summary>
    public required IReadOnlyList<int> Majors { get; init; }

    /// <summary>Share of the given samples that each of <see cref="Minors"/> receives; sums to one, larger for smaller domains.</summary>
    public required IReadOnlyList<double> TargetWeights { get; init; }

    /// <summary>Samples to give in all.</summary>
    public required int Wanted { get; init; }

    /// <summary>Unpopular items with a positive in train, ascending.</summary>
    public required int[] Items { get; init; }

    /// <summary>Popularity of each of <see cref="Items"/>, in (0, 1).</summary>
    public required double[] Popularities { get; init; }

    /// <summary>Why nothing is given; null if something is.</summary>
    public required string? Reason { get; init; }

    /// <summary>Popularity of an item whose positives may be given, else null. Such a positive is drawn with weight 1 / popularity.</summary>
    public double? PopularityOf(int item) => Array.BinarySearch(Items, item) is >= 0 and var index ? Popularities[index] : null;

    /// <summary>Plans for a run.</summary>
    /// <param name="trainSamples">Per domain of the data set. A domain without any cannot search a mask and receives nothing.</param>
    /// <param name="counts">Over the train samples of all domains.</param>
    public static AugmentationPlan Create(AugmentationOptions options, IReadOnlyList<long> trainSamples, ItemCounts counts)
    {
        var all = trainSamples.Sum();
        var (minorLimit, majorLimit) = (options.MinorLimit(all), options.MajorLimit(all));
        int[] minors = [.. Enumerable.Range(0, trainSamples.Count).Where(domain => trainSamples[domain] > 0 && trainSamples[domain] <= minorLimit)];
        int[] majors = [.. Enumerable.Range(0, trainSamples.Count).Where(domain => trainSamples[domain] > majorLimit)];
        int[] unpopular = [.. Enumerable.Range(0, counts.Items.Length).Where(index => counts.Positives[index] > 0 && IsUnpopular(options, counts, index))];
        var wanted = checked((int)(options.Ratio * all));
        var reason = (options.Enabled, wanted, minors.Length, majors.Length, unpopular.Length) switch
        {
            (false, _, _, _, _) => "Augmentation is switched off.",
            (_, 0, _, _, _) => "Augmentation:Ratio of the train samples is less than one sample.",
            (_, _, 0, _, _) => $"No domain is minor: none has {minorLimit} train samples or fewer.",
            (_, _, _, 0, _) => $"No domain is major: none has more than {majorLimit:0.#} train samples.",
            (_, _, _, _, 0) => "No unpopular item has a positive in train. A data set imported with a large minimum count has no rare items.",
            _ => null,
        };
        return new AugmentationPlan
        {
            Minors = minors,
            Majors = majors,
            TargetWeights = minors.Length == 0 ? [] : Weights(Array.ConvertAll(minors, domain => (double)trainSamples[domain]), wanted),
            Wanted = wanted,
            Items = Array.ConvertAll(unpopular, index => counts.Items[index]),
            Popularities = Array.ConvertAll(unpopular, counts.PopularityAt),
            Reason = reason,
        };
    }

    private static bool IsUnpopular(AugmentationOptions options, ItemCounts counts, int index) => options.Mode == AugmentationMode.Exposure
        ? counts.Exposures[index] <= options.MaximumExposures
        : counts.PopularityAt(index) < options.MaximumPopularity;

    /// <summary>Softmax of what each domain lacks to the mean size after augmentation (at least 100), in units of the 0.3 quantile of these.</summary>
    private static double[] Weights(double[] minorSizes, int wanted)
    {
        var mean = (minorSizes.Sum() + wanted) / minorSizes.Length;
        var lacking = Array.ConvertAll(minorSizes, size => Math.Max(100, mean - size));
        var unit = Quantile.Linear(lacking, 0.3);
        var most = lacking.Max();
        var exponentials = Array.ConvertAll(lacking, value => Math.Exp((value - most) / unit));
        var sum = exponentials.Sum();
        return Array.ConvertAll(exponentials, value => value / sum);
    }
}
