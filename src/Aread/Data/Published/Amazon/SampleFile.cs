using System.Text;
using Aread.Data.Import;

namespace Aread.Data.Published.Amazon;

/// <summary>
/// Last step: leaves out items without a domain, numbers users and items anew, finds labels and merges rare brands. Means and brands are those of the train
/// split.
/// </summary>
/// <remarks>Memory: the items' metadata, about 300 bytes for each; 40 bytes a user; 64 MiB for sorting.</remarks>
internal static class SampleFile
{
    public const string Step = "samples";

    /// <summary>Records of <see cref="Rating.WriteByTime"/> in the order of their times. Their value is the label.</summary>
    public const string Samples = "samples.bin";

    public const string Users = "users.txt";

    public const string Items = "items.jsonl";

    /// <param name="ratings">Those of users and items with enough.</param>
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
        var (sorted, numbers, unknown, homeless) = Sort(ratings, counts, metadata, step);
        var split = TimeSplit.Of(sorted.Count, sorted.TimeAt, division);
        WriteUsers(userIds, numbers.Users, step);
        WriteSamples(ratings, sorted, numbers.Users, split, step);
        var rare = WriteItems(metadata, numbers.Items, ItemsInTrain(sorted, numbers.Items.Length, split, step), step);
        File.Delete(sorted.Path);
        return new SampleCounts(sorted.Count, unknown, homeless, rare);
    }

    /// <summary>The ratings of items with a domain in the order of their times, with new numbers.</summary>
    private static (RecordFile Sorted, (int[] Users, int[] Items) Numbers, long Unknown, long Homeless) Sort(
        RecordFile ratings, RatingCounts counts, ItemMetadata?[] metadata, PreparationStep step)
    {
        var (users, items) = (new NewNumbers(counts.Users), new NewNumbers(counts.Items));
        var (samples, unknown, homeless) = (0L, 0L, 0L);
        var sorter = new RecordSorter(step.Files, Rating.Size, name: "samples.sorted");
        foreach (var rating in Rating.ReadByPair(ratings, step.Meter, ImportStage.Reading))
        {
            if (metadata[rating.Item] is not { } item)
            {
                unknown++;
            }
            else if (item.Domain.Length == 0)
            {
                homeless++;
            }
            else
            {
                (rating with { User = users[rating.User], Item = items[rating.Item] }).WriteByTime(sorter.Next());
                samples++;
            }
        }
        if (samples == 0) throw new AreadException($"No rating is left: none of {ratings.Count:N0} is of an item whose metadata name a category. Check that both files are of the same release.");
        return (sorter.Complete(done => step.Meter.Tick(ImportStage.Sorting, done, samples)), (users.Of, items.Of), unknown, homeless);
    }

    private static void WriteUsers(string ids, int[] numbers, PreparationStep step)
    {
        var texts = new string[numbers.Count(number => number >= 0)];
        foreach (var (number, id) in File.ReadLines(ids).Index())
            if (numbers[number] >= 0) texts[numbers[number]] = id;
        using var target = new StreamWriter(step.Files.Create(Users), new UTF8Encoding(false), 1 << 16);
        foreach (var id in texts) target.Write($"{id}\n");
    }

    /// <summary>Users' means are over all that they rated, items without a domain too, as published.</summary>
    private static void WriteSamples(RecordFile ratings, RecordFile sorted, int[] users, TimeSplit split, PreparationStep step)
    {
        var means = new UserMeans(users.Length);
        foreach (var rating in Rating.ReadByPair(ratings, step.Meter, ImportStage.Counting))
            if (users[rating.User] is >= 0 and var user) means.Add(rating with { User = user }, split);
        using var target = new BufferedStream(step.Files.Create(Samples), 1 << 18);
        var record = new byte[Rating.Size];
        foreach (var sample in Rating.ReadByTime(sorted, step.Meter, ImportStage.Writing))
        {
            (sample with { Value = means.IsAbove(sample) ? 1 : 0 }).WriteByTime(record);
            target.Write(record);
        }
    }

    private static bool[] ItemsInTrain(RecordFile sorted, int items, TimeSplit split, PreparationStep step)
    {
        var inTrain = new bool[items];
        foreach (var sample in Rating.ReadByTime(sorted, step.Meter, ImportStage.Counting))
            if (split[sample.Time * 1000] == Split.Train) inTrain[sample.Item] = true;
        return inTrain;
    }

    /// <returns>Brands that are merged with those missing, as published.</returns>
    private static long WriteItems(ItemMetadata?[] metadata, int[] numbers, bool[] inTrain, PreparationStep step)
    {
        var left = new ItemMetadata[numbers.Count(number => number >= 0)];
        foreach (var item in metadata)
            if (item is not null && numbers[item.Number] is >= 0 and var number) left[number] = item with { Number = number };
        var brands = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var item in left)
            if (item.Brand.Length > 0) brands[item.Brand] = brands.GetValueOrDefault(item.Brand) + (inTrain[item.Number] ? 1 : 0);
        using var target = new StreamWriter(step.Files.Create(Items), new UTF8Encoding(false), 1 << 16);
        foreach (var item in left)
        {
            var isRare = item.Brand.Length > 0 && brands[item.Brand] < AmazonRules.LeastItemsOfBrand;
            target.Write($"{AreadJson.Write(isRare ? item with { Brand = "" } : item)}\n");
        }
        return brands.Values.Count(count => count < AmazonRules.LeastItemsOfBrand);
    }

    /// <summary>Gives numbers in the order in which old ones are asked for.</summary>
    private sealed class NewNumbers
    {
        private int _count;

        public NewNumbers(int count)
        {
            Of = new int[count];
            Array.Fill(Of, -1);
        }

        /// <summary>By old number; -1 for those that nobody asked for.</summary>
        public int[] Of { get; }

        public int this[int old] => Of[old] >= 0 ? Of[old] : Of[old] = _count++;
    }
}
