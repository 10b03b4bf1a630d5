using Aread.Data.Import;

namespace Aread.Data.Published.Amazon;

/// <summary>
/// Finds the k-core of ratings: rows are left out until every user and every item that is left has so many. The core is the same in whatever order rows
/// go, so items may be left out before or after it is found, if it is found again.
/// </summary>
/// <remarks>Memory: five bytes for each user and each item. The ratings are read once a round.</remarks>
internal sealed class InteractionCore
{
    private readonly RecordFile _ratings;
    private readonly bool[] _users;
    private readonly bool[] _items;

    private InteractionCore(RecordFile ratings, int users, bool[] items)
    {
        (_ratings, _users, _items) = (ratings, new bool[users], items);
        Array.Fill(_users, true);
    }

    /// <summary>Ratings that are left.</summary>
    public long Count { get; private set; }

    /// <summary>Ratings that go because their own user or item has too few.</summary>
    public long DroppedFirst { get; private set; }

    /// <summary>Ratings that go because others went.</summary>
    public long DroppedLater { get; private set; }

    /// <param name="ratings">In records of <see cref="Rating.ReadByPair"/>.</param>
    /// <param name="users">Users have numbers below this.</param>
    /// <param name="items">By number: which may be in the core.</param>
    /// <exception cref="AreadException">Nothing is left.</exception>
    public static InteractionCore Of(RecordFile ratings, int users, bool[] items, ImportMeter meter)
    {
        var core = new InteractionCore(ratings, users, [.. items]);
        var rounds = new List<long>();
        for (var changed = true; changed; rounds.Add(core.Count)) changed = core.Round(meter);
        (core.DroppedFirst, core.DroppedLater) = rounds.Count > 1 ? (rounds[0] - rounds[1], rounds[1] - rounds[^1]) : (0, 0);
        if (core.Count == 0)
            throw new AreadException($"No rating is left: none of the {ratings.Count:N0} is of a user and an item with at least {AmazonRules.LeastRatings} each. Check that the files are whole.");
        return core;
    }

    /// <summary>Numbers for the users of the core, in the order that they have; -1 for others.</summary>
    public (int[] Numbers, int Count) NumbersOfUsers() => Number(_users);

    /// <summary>As <see cref="NumbersOfUsers"/>.</summary>
    public (int[] Numbers, int Count) NumbersOfItems() => Number(_items);

    /// <summary>The ratings of the core.</summary>
    public IEnumerable<Rating> Read(ImportMeter meter, ImportStage stage)
    {
        using var rows = _ratings.Read();
        for (long row = 0; rows.MoveNext(); row++)
        {
            meter.Tick(stage, row, _ratings.Count);
            var rating = Rating.ReadByPair(rows.Current);
            if (_users[rating.User] && _items[rating.Item]) yield return rating;
        }
    }

    /// <summary>Counts what is left, then leaves out users and items with too few.</summary>
    /// <returns>Whether there were such.</returns>
    private bool Round(ImportMeter meter)
    {
        var (ofUser, ofItem) = (new int[_users.Length], new int[_items.Length]);
        Count = 0;
        foreach (var rating in Read(meter, ImportStage.Counting))
        {
            ofUser[rating.User]++;
            ofItem[rating.Item]++;
            Count++;
        }
        var changed = Drop(_users, ofUser);
        return Drop(_items, ofItem) || changed;
    }

    private static (int[] Numbers, int Count) Number(bool[] held)
    {
        var count = 0;
        return (Array.ConvertAll(held, one => one ? count++ : -1), count);
    }

    private static bool Drop(bool[] held, int[] counts)
    {
        var changed = false;
        for (var i = 0; i < held.Length; i++)
        {
            if (!held[i] || counts[i] >= AmazonRules.LeastRatings) continue;
            held[i] = false;
            changed |= counts[i] > 0;
        }
        return changed;
    }
}
