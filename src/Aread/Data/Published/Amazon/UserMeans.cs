using Aread.Data.Import;

namespace Aread.Data.Published.Amazon;

/// <summary>
/// The mean rating of every user, above which a rating is a positive: over the user's ratings in train, so that no label of train tells of later ratings. A
/// user who has none in train is measured by all that it has; no sample of train knows of these.
/// </summary>
/// <remarks>Memory: 12 bytes a user.</remarks>
internal sealed class UserMeans
{
    private readonly double[] _sums;
    private readonly int[] _counts;

    private UserMeans(int users) => (_sums, _counts) = (new double[users], new int[users]);

    /// <param name="samples">In the order of their times.</param>
    public static UserMeans Of(IEnumerable<Rating> samples, int users, TimeSplit split)
    {
        var means = new UserMeans(users);
        var hasTrain = new bool[users];
        foreach (var sample in samples)
        {
            // Train comes first.
            if (split[sample.Time * 1000] == Split.Train) hasTrain[sample.User] = true;
            else if (hasTrain[sample.User]) continue;
            means._sums[sample.User] += sample.Value;
            means._counts[sample.User]++;
        }
        return means;
    }

    public bool IsBelow(Rating sample) => (double)sample.Value * _counts[sample.User] > _sums[sample.User];
}
