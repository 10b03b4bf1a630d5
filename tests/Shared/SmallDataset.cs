using Aread.Data;

namespace Aread.Testing;

/// <summary>A data set of a few domains, small enough for whole runs in a test: labels follow the user's and the item's parity, turned round in odd domains.</summary>
public static class SmallDataset
{
    private const int Users = 40;

    /// <param name="trainSamples">Per domain; valid and test have a quarter of it each.</param>
    public static Task<Dataset> CreateAsync(string directory, params int[] trainSamples) => CreateAsync(directory, 60, trainSamples);

    /// <param name="items">Items in the vocabulary.</param>
    /// <inheritdoc cref="CreateAsync(string, int[])"/>
    public static async Task<Dataset> CreateAsync(string directory, int items, int[] trainSamples)
    {
        var draft = new DatasetDraft(
            "small",
            [
                new FieldDraft("user", FieldRole.User, Names("u", Users), null),
                new FieldDraft("item", FieldRole.Item, Names("i", items), null),
                new FieldDraft("domain", FieldRole.Domain, Names("d", trainSamples.Length), null),
            ],
            "item", "domain",
            [new SequenceSpec("liked", 2)],
            Names("d", trainSamples.Length));
        await using var writer = DatasetWriter.Create(directory, draft);
        for (var domain = 0; domain < trainSamples.Length; domain++)
        {
            var stream = new RandomStream(1, "small-dataset", domain);
            foreach (var (split, samples) in new[] { (Split.Train, trainSamples[domain]), (Split.Valid, trainSamples[domain] / 4), (Split.Test, trainSamples[domain] / 4) })
                for (var i = 0; i < samples; i++) await AddAsync(writer, items, domain, split, stream);
        }
        return await writer.CompleteAsync();
    }

    private static async ValueTask AddAsync(DatasetWriter writer, int items, int domain, Split split, RandomStream stream)
    {
        var (user, item) = (1 + stream.Next(Users), 1 + stream.Next(items));
        var agrees = (user + item + domain) % 2 == 0;
        var label = stream.NextDouble() < (agrees ? 0.85 : 0.15) ? 1 : 0;
        await writer.AddAsync(domain, split, new[] { user, item, domain + 1, 1 + stream.Next(items), items + 1 }, (byte)label);
    }

    private static string[] Names(string prefix, int count) => [.. Enumerable.Range(0, count).Select(i => $"{prefix}{i}")];
}
