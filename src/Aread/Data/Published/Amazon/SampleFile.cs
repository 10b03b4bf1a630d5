using System.Text;
using Aread.Data.Import;

namespace Aread.Data.Published.Amazon;

/// <summary>
/// Last step: leaves out items without a domain, and what has too few ratings then; numbers users and items anew, finds labels and merges rare brands. Means
/// and brands are those of the train split.
/// </summary>
/// <remarks>Memory: the items' metadata, about 200 bytes for each with ratings; 20 bytes a user; 64 MiB for sorting.</remarks>
internal static class SampleFile
{
    public const string Step = "samples";

    /// <summary>Records of <see cref="Rating.ReadByTime"/> in the order of their times. Their value is the label.</summary>
    public const string Samples = "samples.bin";

    public const string Users = "users.txt";

    public const string Items = "items.jsonl";

    /// <summary>Stands for brands with few items.</summary>
    public const string RareBrand = "(rare)";

    /// <param name="ratings">Those that are left.</param>
    /// <param name="userIds">See <see cref="RatingFile.Users"/>.</param>
    /// <param name="itemLines">See <see cref="MetadataFile.Items"/>.</param>
    /// <exception cref="AreadException">Nothing is left.</exception>
    public static SampleCounts Make(RecordFile ratings, RatingCounts counts, string userIds, string itemLines, CsvSplit division, PreparationStep step)
    {
        var metadata = new ItemMetadata?[counts.Items];
        foreach (var line in File.ReadLines(itemLines))
        {
            var item = AreadJson.Read<ItemMetadata>(line);
            metadata[item.Number] = item;
        }
        var (unknown, homeless) = CountWithoutDomain(ratings, metadata, step.Meter);
        var core = InteractionCore.Of(ratings, counts.Users, Array.ConvertAll(metadata, item => item is { Domain.Length: > 0 }), step.Meter);
        var (users, items) = (core.NumbersOfUsers(), core.NumbersOfItems());
        WriteUsers(userIds, users.Numbers, step);

        var sorter = new RecordSorter(step.Files, Rating.Size, name: "samples.sorted");
        foreach (var rating in core.Read(step.Meter, ImportStage.Sorting))
            (rating with { User = users.Numbers[rating.User], Item = items.Numbers[rating.Item] }).WriteByTime(sorter.Next());
        var sorted = sorter.Complete(done => step.Meter.Tick(ImportStage.Sorting, done, core.Count));
        var split = TimeSplit.Of(sorted.Count, sorted.TimeAt, division);

        WriteSamples(sorted, UserMeans.Of(Read(sorted, step.Meter, ImportStage.Counting), users.Count, split), step);
        var inTrain = new bool[items.Count];
        foreach (var sample in Read(sorted, step.Meter, ImportStage.Counting))
            if (split[sample.Time * 1000] == Split.Train) inTrain[sample.Item] = true;
        var rare = WriteItems(metadata, items.Numbers, inTrain, step);
        File.Delete(sorted.Path);
        return new SampleCounts(core.Count, users.Count, items.Count, unknown, homeless, core.DroppedFirst + core.DroppedLater, rare);
    }

    /// <summary>The samples of a file, in the order of their times.</summary>
    public static IEnumerable<Rating> Read(RecordFile samples, ImportMeter meter, ImportStage stage)
    {
        using var rows = samples.Read();
        for (long row = 0; rows.MoveNext(); row++)
        {
            meter.Tick(stage, row, samples.Count);
            yield return Rating.ReadByTime(rows.Current);
        }
    }

    private static (long Unknown, long Homeless) CountWithoutDomain(RecordFile ratings, ItemMetadata?[] metadata, ImportMeter meter)
    {
        var (unknown, homeless) = (0L, 0L);
        using var rows = ratings.Read();
        for (long row = 0; rows.MoveNext(); row++)
        {
            meter.Tick(ImportStage.Counting, row, ratings.Count);
            var item = metadata[Rating.ReadByPair(rows.Current).Item];
            if (item is null) unknown++;
            else if (item.Domain.Length == 0) homeless++;
        }
        return (unknown, homeless);
    }

    private static void WriteUsers(string ids, int[] numbers, PreparationStep step)
    {
        using var target = new StreamWriter(step.Files.Create(Users), new UTF8Encoding(false), 1 << 16);
        foreach (var (number, id) in File.ReadLines(ids).Index())
            if (numbers[number] >= 0) target.Write($"{id}\n");
    }

    private static void WriteSamples(RecordFile sorted, UserMeans means, PreparationStep step)
    {
        using var target = new BufferedStream(step.Files.Create(Samples), 1 << 18);
        var record = new byte[Rating.Size];
        foreach (var sample in Read(sorted, step.Meter, ImportStage.Writing))
        {
            (sample with { Value = means.IsBelow(sample) ? 1 : 0 }).WriteByTime(record);
            target.Write(record);
        }
    }

    /// <returns>Brands that are merged.</returns>
    private static long WriteItems(ItemMetadata?[] metadata, int[] numbers, bool[] inTrain, PreparationStep step)
    {
        var left = metadata.OfType<ItemMetadata>().Where(item => numbers[item.Number] >= 0).Select(item => item with { Number = numbers[item.Number] });
        var brands = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var item in left)
            if (item.Brand.Length > 0) brands[item.Brand] = brands.GetValueOrDefault(item.Brand) + (inTrain[item.Number] ? 1 : 0);
        using var target = new StreamWriter(step.Files.Create(Items), new UTF8Encoding(false), 1 << 16);
        foreach (var item in left)
        {
            var isRare = item.Brand.Length > 0 && brands[item.Brand] < AmazonRules.LeastItemsOfBrand;
            target.Write($"{AreadJson.Write(isRare ? item with { Brand = RareBrand } : item)}\n");
        }
        return brands.Values.Count(count => count < AmazonRules.LeastItemsOfBrand);
    }
}
