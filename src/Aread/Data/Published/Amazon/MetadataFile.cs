using System.Text;
using Aread.Data.Import;

namespace Aread.Data.Published.Amazon;

/// <summary>Third step: reads all metadata once and keeps those of the items that are left. All lines are checked, those of other items too.</summary>
/// <remarks>Memory: 48 bytes for each item that is left, and a byte for each that there was.</remarks>
internal static class MetadataFile
{
    public const string Step = "metadata";

    /// <summary>A line for each item, in the order of the published file.</summary>
    public const string Items = "items.jsonl";

    /// <param name="ratings">Those that are left.</param>
    /// <param name="ids">See <see cref="RatingFile.Items"/>.</param>
    public static MetadataCounts Make(InputFile input, RecordFile ratings, string ids, int items, PreparationStep step)
    {
        var numbers = NumbersOf(ratings, ids, items, step.Meter);
        var seen = new bool[items];
        var (broken, found, twice) = (new BrokenCounts(), 0L, 0L);
        var line = new MetadataLine();
        using var lines = step.Read(input);
        using var target = new StreamWriter(step.Files.Create(Items), new UTF8Encoding(false), 1 << 16);
        for (long row = 0; lines.Read(); row++)
        {
            if (step.Meter.IsDue(row)) step.Meter.Report(ImportStage.Reading, row, lines.Fraction);
            if (line.TryRead(lines.Line) is { } reason)
            {
                lines.Reject(reason);
            }
            else if (numbers.TryGetValue(DistinctIds.HashOf(Encoding.UTF8.GetBytes(line.Asin)), out var number))
            {
                if (seen[number])
                {
                    twice++;
                    continue;
                }
                (seen[number], found) = (true, found + 1);
                target.Write($"{AreadJson.Write(line.ToItem(number))}\n");
                broken = broken.With(line.Broken);
            }
        }
        return new MetadataCounts(found, twice, broken);
    }

    private static Dictionary<UInt128, int> NumbersOf(RecordFile ratings, string ids, int items, ImportMeter meter)
    {
        var left = new bool[items];
        foreach (var rating in Rating.ReadByPair(ratings, meter, ImportStage.Counting)) left[rating.Item] = true;
        var numbers = new Dictionary<UInt128, int>(left.Count(one => one));
        foreach (var (number, id) in File.ReadLines(ids).Index())
            if (left[number]) numbers.Add(DistinctIds.HashOf(Encoding.UTF8.GetBytes(id)), number);
        return numbers;
    }
}
