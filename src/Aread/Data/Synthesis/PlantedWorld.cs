namespace Aread.Data.Synthesis;

/// <summary>
/// The planted truth: who is shown what in which domain, and the true probability of a like. A like comes from the domain's taste for this user and item
/// (about two thirds of the variance of the logit), the item's quality, its popularity for users who conform, the user's leniency, and the hour and
/// device. Domains of a cluster are alike in these, in how many likes they see, and in the categories and segments that they show and serve.
/// Every draw is named by domain and sample.
/// </summary>
internal sealed class PlantedWorld
{
    private const double TasteSpread = 1.5;
    private const double QualitySpread = 0.45;
    private const double ConformitySpread = 1.4;
    private const double LeniencySpread = 0.4;
    private const double ContextSpread = 0.35;
    private const double MeanLogit = -0.5;
    private const double RateSpread = 0.4;
    private const int DayParts = 4;
    private const int CalibrationDraws = 2000;

    private readonly SynthesisOptions _options;
    private readonly Population _population;
    private readonly Tastes _tastes;
    private readonly double[][] _categories;
    private readonly double[][] _segments;
    private readonly double[][] _context;
    private readonly (double Mean, double Scale)[] _calibration;
    private readonly double[] _intercepts;

    public PlantedWorld(SynthesisOptions options)
    {
        _options = options;
        _population = new Population(options);
        _tastes = new Tastes(options);
        Sizes = DrawSizes(options);
        _categories = PerDomain(domain => Shares(Trait(domain, "synthesis-categories", Population.Groups), 0.7));
        _segments = PerDomain(domain => Shares(Trait(domain, "synthesis-segments", Population.Groups), 0.4));
        _context = PerDomain(domain => Trait(domain, "synthesis-context", DayParts * PlantedEvent.Devices));
        _intercepts = PerDomain(domain => MeanLogit + RateSpread * Trait(domain, "synthesis-rate", 1)[0]);
        _calibration = PerDomain(Calibrate);
    }

    /// <summary>[Domains] samples, descending.</summary>
    public int[] Sizes { get; }

    public Population Population => _population;

    public int CoarseCluster(int domain) => _tastes.Coarse[domain];

    public int FineCluster(int domain) => _tastes.Fine[domain];

    /// <summary>A domain's sample; time rises with <paramref name="index"/> in 0..Sizes[domain]-1.</summary>
    public PlantedEvent Draw(int domain, int index)
    {
        var stream = new RandomStream(_options.Seed, "synthesis-sample", domain, index);
        var time = (index + stream.NextDouble()) / Sizes[domain];
        var user = _population.DrawUser(Choose(_segments[domain], stream.NextDouble()), stream.NextDouble());
        var item = _population.DrawItem(Choose(_categories[domain], stream.NextDouble()), stream.NextDouble());
        var hour = (int)(24 * Math.Sqrt(stream.NextDouble()));
        var device = stream.NextDouble() switch { < 0.6 => 0, < 0.9 => 1, _ => 2 };
        return new PlantedEvent(user, item, time, hour, device, stream.NextDouble());
    }

    /// <summary>True probability of label 1.</summary>
    public double Probability(int domain, in PlantedEvent shown)
    {
        var (mean, scale) = _calibration[domain];
        var logit = _intercepts[domain]
            + (TasteOf(domain, shown) - mean) * scale
            + QualitySpread * _population.Quality(shown.Item)
            + ConformitySpread * _population.Conformity(shown.User) * (_population.Popularity(shown.Item) - 0.5)
            + LeniencySpread * _population.Leniency(shown.User)
            + ContextSpread * _context[domain][shown.Hour * DayParts / 24 * PlantedEvent.Devices + shown.Device];
        return 1 / (1 + Math.Exp(-logit));
    }

    private double TasteOf(int domain, in PlantedEvent shown) => _tastes.Of(domain, _population.UserTraits(shown.User), _population.ItemTraits(shown.Item));

    /// <summary>Over what the domain shows, taste has mean zero and the intended spread in every domain.</summary>
    private (double Mean, double Scale) Calibrate(int domain)
    {
        double sum = 0, squares = 0;
        for (var i = 0; i < CalibrationDraws; i++)
        {
            var taste = TasteOf(domain, Draw(domain, -1 - i));
            sum += taste;
            squares += taste * taste;
        }
        var mean = sum / CalibrationDraws;
        return (mean, TasteSpread / Math.Sqrt(squares / CalibrationDraws - mean * mean));
    }

    private static int[] DrawSizes(SynthesisOptions options)
    {
        double[] weights = [.. Enumerable.Range(0, options.Domains).Select(domain => Math.Pow(domain + 1, -options.DomainTail))];
        var rest = options.Samples - options.Domains * options.SmallestDomain;
        var sum = weights.Sum();
        int[] sizes = [.. weights.Select(weight => options.SmallestDomain + (int)(rest * (weight / sum)))];
        sizes[0] += options.Samples - sizes.Sum();
        return sizes;
    }

    private T[] PerDomain<T>(Func<int, T> make) => [.. Enumerable.Range(0, _options.Domains).Select(make)];

    /// <summary>Standard normals whose variance is to two fifths the coarse cluster's, to two fifths the fine one's, to one fifth the domain's own.</summary>
    private double[] Trait(int domain, string purpose, int count)
    {
        var coarse = new RandomStream(_options.Seed, purpose, 0, CoarseCluster(domain));
        var fine = new RandomStream(_options.Seed, purpose, 1, FineCluster(domain));
        var own = new RandomStream(_options.Seed, purpose, 2, domain);
        var values = new double[count];
        for (var i = 0; i < count; i++) values[i] = Math.Sqrt(0.4) * (coarse.NextNormal() + fine.NextNormal()) + Math.Sqrt(0.2) * own.NextNormal();
        return values;
    }

    /// <summary>Cumulative shares of the groups, log-normal with this spread.</summary>
    private static double[] Shares(double[] normals, double spread)
    {
        var shares = Array.ConvertAll(normals, value => Math.Exp(spread * value));
        var (sum, gone) = (shares.Sum(), 0.0);
        for (var i = 0; i < shares.Length; i++) shares[i] = gone += shares[i] / sum;
        return shares;
    }

    private static int Choose(double[] cumulative, double uniform)
    {
        var chosen = 0;
        while (chosen < cumulative.Length - 1 && uniform >= cumulative[chosen]) chosen++;
        return chosen;
    }
}
