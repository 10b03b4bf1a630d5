using Aread.Data;

namespace Aread.Tests.Baselines;

/// <summary>A data set that any recommender must be able to learn: users like or dislike, items are liked or not, and each domain has items of its own that it turns round.</summary>
internal static class TastesDataset
{
    private const int Users = 40;
    private const int Items = 60;
    private const double Strength = 1.5;

    public static async Task<Dataset> CreateAsync(string directory, params int[] trainSamples)
    {
        string[] domains = [.. trainSamples.Select((_, domain) => $"d{domain}")];
        var draft = new DatasetDraft(
            "tastes",
            [
                new FieldDraft("user", FieldRole.User, [.. Enumerable.Range(0, Users).Select(i => $"u{i}")], null),
                new FieldDraft("item", FieldRole.Item, [.. Enumerable.Range(0, Items).Select(i => $"i{i}")], null),
                new FieldDraft("domain", FieldRole.Domain, domains, null),
            ],
            "item", "domain", [], domains);
        await using var writer = DatasetWriter.Create(directory, draft);
        for (var domain = 0; domain < trainSamples.Length; domain++)
        {
            var stream = new RandomStream(1, "tastes", domain);
            foreach (var (split, samples) in new[] { (Split.Train, trainSamples[domain]), (Split.Valid, 200), (Split.Test, 200) })
                for (var i = 0; i < samples; i++)
                {
                    var (user, item) = (stream.Next(Users), stream.Next(Items));
                    var logit = Strength * (Sign(user) + Sign(item) * (item % 5 == domain ? -1 : 1));
                    var label = stream.NextDouble() < 1 / (1 + Math.Exp(-logit)) ? 1 : 0;
                    await writer.AddAsync(domain, split, new[] { user + 1, item + 1, domain + 1 }, (byte)label);
                }
        }
        return await writer.CompleteAsync();
    }

    private static int Sign(int number) => number % 2 == 0 ? 1 : -1;
}
