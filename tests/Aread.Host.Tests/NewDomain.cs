using Aread.Data;

namespace Aread.Host.Tests;

/// <summary>A data set that holds a domain which runs on <see cref="Testing.SmallDataset"/> do not know, with items of its own.</summary>
internal static class NewDomain
{
    public const string Name = "new";

    public static async Task<string> CreateAsync(string directory)
    {
        var draft = new DatasetDraft("more",
            [
                new FieldDraft("user", FieldRole.User, ["u3", "u7", "stranger"], null),
                new FieldDraft("item", FieldRole.Item, ["i5", "novelty", "i9", "other"], null),
                new FieldDraft("domain", FieldRole.Domain, ["d0", Name], null),
            ], "item", "domain", [new SequenceSpec("liked", 2)], ["d0", Name]);
        await using var writer = DatasetWriter.Create(directory, draft);
        foreach (var (split, count) in new[] { (Split.Train, 33), (Split.Valid, 8), (Split.Test, 8) })
            for (var i = 0; i < count; i++)
                for (var domain = 0; domain < 2; domain++) await writer.AddAsync(domain, split, new[] { 1 + i % 3, 1 + i % 4, domain + 1, 1 + i % 2, 5 }, (byte)(i % 2));
        return (await writer.CompleteAsync(TestContext.Current.CancellationToken)).Directory;
    }
}
