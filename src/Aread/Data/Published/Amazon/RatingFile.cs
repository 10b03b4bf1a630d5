using System.Text;
using Aread.Data.Import;

namespace Aread.Data.Published.Amazon;

/// <summary>
/// First step: reads all ratings once and keeps those of the last months, numbered, in the order of user and item. One of the same user, item and time as a line
/// before is damaged.
/// </summary>
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
        var sorter = new RecordSorter(step.Files, ReadRating.Size, name: "ratings.sorted");
        using var users = new DistinctIds(step.Files.Create(Users));
        using var items = new DistinctIds(step.Files.Create(Items));
        var rejects = step.Rejects.For(input);
        using var lines = new InputLines(input, rejects);
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
                new ReadRating(new Rating(users[rating.User], items[rating.Item], rating.Time, rating.Value), lines.Number).Write(sorter.Next());
                kept++;
            }
        }
        var sorted = sorter.Complete(done => step.Meter.Tick(ImportStage.Sorting, done, kept));
        var once = KeepOnce(sorted, rejects, step);
        File.Delete(sorted.Path);
        return new RatingCounts(once, users.Count, items.Count, early, late);
    }

    /// <summary>Of ratings of the same user, item and time the first in the file stays.</summary>
    private static long KeepOnce(RecordFile sorted, FileRejects rejects, PreparationStep step)
    {
        using var target = new BufferedStream(step.Files.Create(Ratings), 1 << 18);
        var record = new byte[Rating.Size];
        var firstLines = new Dictionary<long, long>();
        var pair = (User: -1, Item: -1);
        long kept = 0;
        foreach (var (rating, line) in ReadRating.ReadAll(sorted, step.Meter))
        {
            if (pair != (rating.User, rating.Item)) firstLines.Clear();
            pair = (rating.User, rating.Item);
            if (!firstLines.TryAdd(rating.Time, line))
            {
                rejects.Reject(line, "User, item and time came before.", Encoding.UTF8.GetBytes($"as in line {firstLines[rating.Time]}"));
                continue;
            }
            rating.WriteByPair(record);
            target.Write(record);
            kept++;
        }
        rejects.Complete();
        return kept;
    }
}
