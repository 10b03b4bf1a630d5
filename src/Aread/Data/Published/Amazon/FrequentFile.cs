using Aread.Data.Import;

namespace Aread.Data.Published.Amazon;

/// <summary>
/// Second step: keeps ratings whose user and whose item have enough ratings. Both are counted once, over all ratings of the months, as published: of what is left,
/// some may have fewer.
/// </summary>
/// <remarks>Memory: four bytes for each user and item.</remarks>
internal static class FrequentFile
{
    public const string Step = "users and items";

    public const string Ratings = "ratings.bin";

    /// <returns>Ratings that are kept.</returns>
    /// <exception cref="AreadException">None is.</exception>
    public static long Make(RecordFile ratings, RatingCounts counts, PreparationStep step)
    {
        var (ofUser, ofItem) = (new int[counts.Users], new int[counts.Items]);
        foreach (var rating in Rating.ReadByPair(ratings, step.Meter, ImportStage.Counting))
        {
            ofUser[rating.User]++;
            ofItem[rating.Item]++;
        }
        using var target = new BufferedStream(step.Files.Create(Ratings), 1 << 18);
        var record = new byte[Rating.Size];
        long kept = 0;
        foreach (var rating in Rating.ReadByPair(ratings, step.Meter, ImportStage.Writing))
        {
            if (ofUser[rating.User] < AmazonRules.LeastRatings || ofItem[rating.Item] < AmazonRules.LeastRatings) continue;
            rating.WriteByPair(record);
            target.Write(record);
            kept++;
        }
        if (kept == 0)
            throw new AreadException($"No rating is left: of the {ratings.Count:N0} in the twelve months, none is of a user and an item with at least {AmazonRules.LeastRatings} each. Check that the files are whole.");
        return kept;
    }
}
