namespace Aread.Data.Synthesis;

/// <summary>
/// Users and items. User u belongs to segment u mod <see cref="Groups"/> and item i to category i mod <see cref="Groups"/>; the quotient is its rank in
/// activity or popularity. Three quarters of a trait's variance are the group's. Interests belong to the user, whatever the domain.
/// </summary>
internal sealed class Population
{
    /// <summary>Segments of users, and categories of items.</summary>
    public const int Groups = 16;

    /// <summary>Dimensions of interest.</summary>
    public const int Traits = 6;

    /// <summary>Values of a trait made into a field.</summary>
    public const int Bands = 5;

    private const double UserTail = 0.6;
    private static readonly double GroupShare = Math.Sqrt(0.75);

    private readonly float[] _userTraits;
    private readonly float[] _itemTraits;
    private readonly float[] _conformity;
    private readonly float[] _leniency;
    private readonly float[] _quality;
    private readonly SynthesisOptions _options;

    public Population(SynthesisOptions options)
    {
        _options = options;
        _userTraits = DrawTraits(options, "synthesis-user", options.Users);
        _itemTraits = DrawTraits(options, "synthesis-item", options.Items);
        _conformity = Draw(options, "synthesis-conformity", options.Users, stream => stream.NextDouble());
        _leniency = Draw(options, "synthesis-leniency", options.Users, stream => stream.NextNormal());
        _quality = Draw(options, "synthesis-quality", options.Items, stream => stream.NextNormal());
    }

    /// <summary>[Traits], standard normal.</summary>
    public ReadOnlySpan<float> UserTraits(int user) => _userTraits.AsSpan(user * Traits, Traits);

    /// <inheritdoc cref="UserTraits"/>
    public ReadOnlySpan<float> ItemTraits(int item) => _itemTraits.AsSpan(item * Traits, Traits);

    /// <summary>How far a user follows what others like, in [0, 1).</summary>
    public double Conformity(int user) => _conformity[user];

    /// <summary>How readily a user likes anything, standard normal.</summary>
    public double Leniency(int user) => _leniency[user];

    /// <summary>What every user sees in an item, standard normal.</summary>
    public double Quality(int item) => _quality[item];

    /// <summary>In [0, 1].</summary>
    public double Popularity(int item) => Items(item % Groups).Popularity(item / Groups);

    public int DrawUser(int segment, double uniform) => segment + Groups * new LongTail(CountOf(segment, _options.Users), UserTail).Rank(uniform);

    public int DrawItem(int category, double uniform) => category + Groups * Items(category).Rank(uniform);

    /// <summary>A standard normal trait as one of <see cref="Bands"/> values.</summary>
    public static int Band(double trait) => trait switch { < -1 => 0, < -0.35 => 1, < 0.35 => 2, < 1 => 3, _ => 4 };

    private LongTail Items(int category) => new(CountOf(category, _options.Items), _options.ItemTail);

    private static int CountOf(int group, int all) => (all - group + Groups - 1) / Groups;

    private static float[] DrawTraits(SynthesisOptions options, string purpose, int count)
    {
        var centers = Draw(options, purpose + "-group", Groups * Traits, stream => stream.NextNormal());
        var own = Math.Sqrt(1 - GroupShare * GroupShare);
        var traits = Draw(options, purpose, count * Traits, stream => own * stream.NextNormal());
        for (var i = 0; i < traits.Length; i++) traits[i] += (float)(GroupShare * centers[i / Traits % Groups * Traits + i % Traits]);
        return traits;
    }

    private static float[] Draw(SynthesisOptions options, string purpose, int count, Func<RandomStream, double> draw)
    {
        var stream = new RandomStream(options.Seed, purpose);
        var values = new float[count];
        for (var i = 0; i < count; i++) values[i] = (float)draw(stream);
        return values;
    }
}
