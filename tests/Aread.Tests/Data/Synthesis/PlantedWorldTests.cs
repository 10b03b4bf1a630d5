using Aread.Data;
using Aread.Data.Synthesis;
using Aread.Evaluation;

namespace Aread.Tests.Data.Synthesis;

public sealed class PlantedWorldTests
{
    private static readonly SynthesisOptions Options = new() { Samples = 60_000, Users = 1000, Items = 2000, SmallestDomain = 200 };

    private static readonly PlantedWorld World = new(Options);

    [Fact]
    public void Defaults_can_be_used() => OptionsValidation.Check(new SynthesisOptions());

    [Fact]
    public void Domains_of_a_cluster_like_the_same()
    {
        PlantedEvent[] shown = [.. Enumerable.Range(0, 2000).Select(index => World.Draw(0, index))];
        double[][] probabilities = [.. Enumerable.Range(0, Options.Domains).Select(domain => Array.ConvertAll(shown, e => World.Probability(domain, e)))];
        List<double> fine = [], coarse = [], across = [];
        for (var a = 0; a < Options.Domains; a++)
        {
            for (var b = 0; b < a; b++)
            {
                var pairs = World.FineCluster(a) == World.FineCluster(b) ? fine : World.CoarseCluster(a) == World.CoarseCluster(b) ? coarse : across;
                pairs.Add(Correlation(probabilities[a], probabilities[b]));
            }
        }
        Assert.True(fine.Average() > coarse.Average() + 0.15, $"{fine.Average():f3} within a fine cluster, {coarse.Average():f3} within a coarse one.");
        Assert.True(coarse.Average() > across.Average() + 0.2, $"{coarse.Average():f3} within a coarse cluster, {across.Average():f3} across.");
        Assert.True(fine.Min() > across.Max(), $"{fine.Min():f3} at least within a fine cluster, {across.Max():f3} at most across.");
    }

    [Fact]
    public void Fine_clusters_lie_within_coarse_ones_and_each_has_large_and_small_domains()
    {
        var coarseOf = new Dictionary<int, int>();
        for (var domain = 0; domain < Options.Domains; domain++)
            if (!coarseOf.TryAdd(World.FineCluster(domain), World.CoarseCluster(domain)))
                Assert.Equal(coarseOf[World.FineCluster(domain)], World.CoarseCluster(domain));
        Assert.Equal(Options.CoarseClusters, coarseOf.Values.Distinct().Count());
        Assert.Equal(Options.FineClusters, Enumerable.Range(0, Options.FineClusters).Select(World.FineCluster).Distinct().Count());
    }

    [Theory]
    [InlineData(25, 240_000, 15)]
    [InlineData(65, 600_000, 52)]
    public void Sizes_have_a_long_tail(int domains, int samples, int minors)
    {
        var sizes = new PlantedWorld(Options with { Domains = domains, Samples = samples }).Sizes;
        Assert.Equal(samples, sizes.Sum());
        Assert.Equal(sizes.OrderDescending(), sizes);
        Assert.InRange(sizes[^1], Options.SmallestDomain, samples / domains / 4);
        Assert.InRange(sizes.Count(size => size <= 0.02 * samples), minors, domains - 3);
    }

    [Fact]
    public void Splits_follow_time()
    {
        PlantedEvent[] shown = [.. Enumerable.Range(0, World.Sizes[3]).Select(index => World.Draw(3, index))];
        Assert.Equal(shown.OrderBy(e => e.Time), shown);
        Assert.Equal(0.8, shown.Count(e => e.Split == Split.Train) / (double)shown.Length, 0.01);
        Assert.Equal(0.1, shown.Count(e => e.Split == Split.Test) / (double)shown.Length, 0.01);
    }

    [Fact]
    public void Exposures_have_a_long_tail_of_seldom_shown_items()
    {
        int[] exposures = [.. Samples().GroupBy(sample => sample.Shown.Item).Select(group => group.Count())];
        Assert.InRange(exposures.Count(count => count <= 4) / (double)exposures.Length, 0.1, 0.7);
        Assert.True(exposures.OrderDescending().Take(exposures.Length / 10).Sum() > 0.4 * Options.Samples);
    }

    [Fact]
    public void True_probabilities_score_well_over_the_means_of_items_and_users()
    {
        Dictionary<int, (double Likes, int Shown)> items = [], users = [];
        List<double> oracle = [], floor = [];
        List<byte> labels = [];
        foreach (var (domain, shown) in Samples())
        {
            var probability = World.Probability(domain, shown);
            var label = shown.LabelDraw < probability ? (byte)1 : (byte)0;
            if (shown.Split == Split.Train)
            {
                Add(items, shown.Item, label);
                Add(users, shown.User, label);
            }
            if (shown.Split != Split.Test) continue;
            oracle.Add(probability);
            labels.Add(label);
        }
        foreach (var (_, shown) in Samples())
            if (shown.Split == Split.Test) floor.Add(Mean(items, shown.Item) + Mean(users, shown.User));

        var best = Auc.Of<double>([.. oracle], [.. labels])!.Value;
        var simple = Auc.Of<double>([.. floor], [.. labels])!.Value;
        Assert.InRange(best, 0.8, 0.86);
        Assert.True(best > simple + 0.12, $"{best:f4} by the true probabilities, {simple:f4} by means.");

        static void Add(Dictionary<int, (double Likes, int Shown)> means, int key, byte label)
        {
            var (likes, shown) = means.GetValueOrDefault(key);
            means[key] = (likes + label, shown + 1);
        }

        static double Mean(Dictionary<int, (double Likes, int Shown)> means, int key)
        {
            var (likes, shown) = means.GetValueOrDefault(key);
            return (likes + 2) / (shown + 5);
        }
    }

    [Fact]
    public void Faulty_options_are_named()
    {
        Assert.Equal("FineClusters, CoarseClusters", Assert.Single(OptionsValidation.Find(Options with { FineClusters = 2 })).Key);
        Assert.Equal("Domains, FineClusters", Assert.Single(OptionsValidation.Find(Options with { Domains = 5 })).Key);
        Assert.Equal("Samples, Domains, SmallestDomain", Assert.Single(OptionsValidation.Find(Options with { SmallestDomain = 3000 })).Key);
        Assert.Equal("Users", Assert.Single(OptionsValidation.Find(Options with { Users = 1 })).Key);
    }

    private static IEnumerable<(int Domain, PlantedEvent Shown)> Samples() => Enumerable.Range(0, Options.Domains)
        .SelectMany(domain => Enumerable.Range(0, World.Sizes[domain]).Select(index => (domain, World.Draw(domain, index))));

    private static double Correlation(double[] a, double[] b)
    {
        var (meanA, meanB) = (a.Average(), b.Average());
        var covariance = a.Zip(b, (x, y) => (x - meanA) * (y - meanB)).Sum();
        return covariance / Math.Sqrt(a.Sum(x => (x - meanA) * (x - meanA)) * b.Sum(y => (y - meanB) * (y - meanB)));
    }
}
