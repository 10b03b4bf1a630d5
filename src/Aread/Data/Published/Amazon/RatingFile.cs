using Aread.Data.Import;

namespace Aread.Data.Published.Amazon;

/// <summary>First step: reads all ratings once and keeps those of the last months, numbered, in the order of user and item, each once.</summary>
/// <remarks>Memory: 56 bytes for each distinct user and item of these months, and 64 MiB for sorting.</remarks>
internal static class RatingFile
{
    public const string Step = "ratings";

    public const string Ratings = "ratings.bin";

    /// <summary>The users' ids in the order of their numbers, a line each.</summary>
    public const string Users = "users.txt";

    /// <summary>The items' ids in the order of their numbers, a line each.</summary>
    public const string Items = "items.txt";

    public static RatingCounts Make(InputFile input, PreparationStep step)
    {
        var sorter = new RecordSorter(step.Files, Rating.Size, name: "ratings.sorted");
        using var users = new DistinctIds(step.Files.Create(Users));
        using var items = new DistinctIds(step.Files.Create(Items));
        using var lines = step.Read(input);
        var (early, late, kept) = (0L, 0L, 0L);
        for (long row = 0; lines.Read(); row++)
        {
            if (step.Meter.IsDue(row)) step.Meter.Report(ImportStage.Reading, row, lines.Fraction);
            if (RatingLine.TryRead(lines.Line, out var rating) is { } reason)
            {
                lines.Reject(reason);
            }
            else if (rating.Time < AmazonRules.From)
            {
                early++;
            }
            else if (rating.Time >= AmazonRules.Until)
            {
                late++;
            }
            else
            {
                new Rating(users[rating.User], items[rating.Item], rating.Time, rating.Value).WriteByPair(sorter.Next());
                kept++;
            }
        }
        var sorted = sorter.Complete(done => step.Meter.Tick(ImportStage.Sorting, done, kept));
        var once = KeepOnce(sorted, step);
        File.Delete(sorted.Path);
        return new RatingCounts(once, users.Count, items.Count, early, late, kept - once);
    }

    /// <summary>Of ratings of the same user, item and time the first in the file stays.</summary>
    private static long KeepOnce(RecordFile sorted, PreparationStep step)
    {
        using var target = new BufferedStream(step.Files.Create(Ratings), 1 << 18);
        var record = new byte[Rating.Size];
        var times = new List<long>();
        var pair = (User: -1, Item: -1);
        long kept = 0;
        foreach (var rating in Rating.ReadByPair(sorted, step.Meter, ImportStage.Writing))
        {
            if (pair != (rating.User, rating.Item)) times.Clear();
            pair = (rating.User, rating.Item);
            if (times.Contains(rating.Time)) continue;
            times.Add(rating.Time);
            rating.WriteByPair(record);
            target.Write(record);
            kept++;
        }
        return kept;
    }
}
