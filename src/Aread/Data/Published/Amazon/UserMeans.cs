using Aread.Data.Import;

namespace Aread.Data.Published.Amazon;

/// <summary>
/// The mean rating of every user, above which a rating is a positive: over the user's ratings in train, so that no label of train tells of later ratings. A
/// user who has none in train is measured by all that it has; no sample of train knows of these.
/// </summary>
/// <remarks>Memory: 32 bytes a user.</remarks>
internal sealed class UserMeans(int users)
{
    private readonly (double Sum, int Count)[] _train = new (double, int)[users];
    private readonly (double Sum, int Count)[] _later = new (double, int)[users];

    public void Add(Rating rating, TimeSplit split)
    {
        ref var mean = ref (split[rating.Time * 1000] == Split.Train ? _train : _later)[rating.User];
        mean = (mean.Sum + rating.Value, mean.Count + 1);
    }

    /// <summary>Whether a rating is above the mean of its user.</summary>
    public bool IsAbove(Rating rating)
    {
        var (sum, count) = _train[rating.User].Count > 0 ? _train[rating.User] : _later[rating.User];
        return (double)rating.Value * count > sum;
    }
}
