namespace Aread.Data.Synthesis;

/// <summary>
/// What domains reward. A taste is a direction among features of (user, item): the item's traits, and how well each trait meets the user's interest
/// (a saturating product). Two tenths of a domain's taste are everyone's, so that likes say something about other domains too; 35 hundredths are its coarse
/// cluster's, as many its fine cluster's, one tenth its own. Directions are orthogonal while there is room: what one cluster likes beyond
/// everyone's taste says nothing about another.
/// </summary>
internal sealed class Tastes
{
    private const int Features = 2 * Population.Traits;
    private const double CommonShare = 0.2;
    private const double CoarseShare = 0.35;
    private const double FineShare = 0.35;
    private const double OwnShare = 0.1;

    private readonly double[][] _directions;

    public Tastes(SynthesisOptions options)
    {
        (Coarse, Fine) = (new int[options.Domains], new int[options.Domains]);
        var order = new int[options.FineClusters];
        for (var domain = 0; domain < options.Domains; domain++)
        {
            var place = domain % options.FineClusters;
            if (place == 0)
            {
                for (var fine = 0; fine < order.Length; fine++) order[fine] = fine;
                new RandomStream(options.Seed, "synthesis-clusters", domain).Shuffle<int>(order);
            }
            Fine[domain] = order[place];
            Coarse[domain] = order[place] % options.CoarseClusters;
        }

        var shared = new List<double[]>();
        for (var i = 0; i < 1 + options.CoarseClusters + options.FineClusters; i++)
            shared.Add(Direction(new RandomStream(options.Seed, "synthesis-taste", i), shared));
        _directions = new double[options.Domains][];
        for (var domain = 0; domain < options.Domains; domain++)
        {
            var (common, coarse, fine) = (shared[0], shared[1 + Coarse[domain]], shared[1 + options.CoarseClusters + Fine[domain]]);
            var own = Direction(new RandomStream(options.Seed, "synthesis-own-taste", domain), []);
            _directions[domain] = [.. Enumerable.Range(0, Features).Select(i =>
                Math.Sqrt(CommonShare) * common[i] + Math.Sqrt(CoarseShare) * coarse[i] + Math.Sqrt(FineShare) * fine[i] + Math.Sqrt(OwnShare) * own[i])];
        }
    }

    /// <summary>[Domains] index of the coarse cluster. Every run of as many domains as there are fine clusters has one of each.</summary>
    public int[] Coarse { get; }

    /// <summary>[Domains] index of the fine cluster.</summary>
    public int[] Fine { get; }

    /// <summary>How much a domain rewards a user and an item meeting; larger is better, about zero on average.</summary>
    public double Of(int domain, ReadOnlySpan<float> userTraits, ReadOnlySpan<float> itemTraits)
    {
        const double unitVariance = 1.5;
        var direction = _directions[domain];
        var taste = 0.0;
        for (var trait = 0; trait < userTraits.Length; trait++)
        {
            taste += direction[trait] * itemTraits[trait];
            taste += direction[userTraits.Length + trait] * unitVariance * Math.Tanh(1.5 * userTraits[trait] * itemTraits[trait]);
        }
        return taste;
    }

    /// <summary>A random unit vector, orthogonal to the others as long as these leave room.</summary>
    private static double[] Direction(RandomStream stream, List<double[]> others)
    {
        var drawn = new double[Features];
        for (var i = 0; i < Features; i++) drawn[i] = stream.NextNormal();
        if (others.Count < Features)
        {
            foreach (var other in others)
            {
                var along = drawn.Zip(other, (a, b) => a * b).Sum();
                for (var i = 0; i < Features; i++) drawn[i] -= along * other[i];
            }
        }
        var length = Math.Sqrt(drawn.Sum(value => value * value));
        return Array.ConvertAll(drawn, value => value / length);
    }
}
