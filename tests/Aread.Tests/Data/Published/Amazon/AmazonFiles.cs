using System.Globalization;
using Aread.Data;
using Aread.Data.Published;
using Aread.Data.Published.Amazon;
using Aread.Tests.Data.Import;

namespace Aread.Tests.Data.Published.Amazon;

/// <summary>
/// Files as they are published, with ten users, four books b0-b3 and four toys t0-t3: rating i of sixty is on day i, by user u{i % 10}, of item i % 8, in
/// turns ten of five stars and ten of one. So every user has six ratings and every item seven or eight; train holds days 0 to 53, valid 54 to 56,
/// test 57 to 59.
/// </summary>
internal sealed class AmazonFiles : IDisposable
{
    public const string Ratings = "all_csv_files.csv";

    public const string Metadata = "All_Amazon_Meta.json";

    private static readonly DateTimeOffset FirstDay = DateTimeOffset.Parse("2017-09-01T00:00:00Z", CultureInfo.InvariantCulture);

    public AmazonFiles()
    {
        for (var i = 0; i < 60; i++) Rate($"{(i % 8 < 4 ? 'b' : 't')}{i % 4}", $"u{i % 10}", i / 10 % 2 == 0 ? 5 : 1, i);
        for (var i = 0; i < 4; i++)
        {
            Describe($$"""{"asin": "b{{i}}", "category": ["Books", "Novels"], "brand": "Penguin", "rank": "1,234 in Books (", "price": "$12.50"}""");
            Describe($$"""{"asin": "t{{i}}", "category": ["Toys & Games"], "brand": "", "rank": [], "price": ""}""");
        }
    }

    public PublishedCase Case { get; } = new();

    public List<string> RatingLines { get; } = [];

    public List<string> MetadataLines { get; } = [];

    public void Rate(string item, string user, double stars, double day) => RatingLines.Add(string.Create(CultureInfo.InvariantCulture, $"{item},{user},{stars:F1},{SecondsOf(day)}"));

    public void Describe(string json) => MetadataLines.Add(json);

    /// <summary>Unix time of a day counted from the first.</summary>
    public static long SecondsOf(double day) => FirstDay.AddDays(day).ToUnixTimeSeconds();

    public void Write()
    {
        Case.Write(Ratings, string.Concat(RatingLines.Select(line => $"{line}\n")));
        Case.Write(Metadata, string.Concat(MetadataLines.Select(line => $"{line}\n")));
    }

    public Task<PublishedSummary> ImportAsync(double maxRejected = PublishedImportRequest.DefaultMaxRejected)
    {
        Write();
        return Case.RunAsync(new AmazonFormat(), Case.Request with { MaxRejected = maxRejected, Overwrite = true });
    }

    /// <summary>What all rules dropped, merged or passed over.</summary>
    public static IReadOnlyDictionary<string, long> CountsOf(PublishedSummary summary) =>
        summary.Record.Counts.Where(count => count.Count > 0).ToDictionary(count => count.Rule, count => count.Count);

    /// <summary>The samples of a split as text: fields by name, histories as lists of items, "label".</summary>
    public static async Task<List<Dictionary<string, string>>> SamplesAsync(Dataset dataset, Split split)
    {
        var manifest = dataset.Manifest;
        var texts = new List<IReadOnlyList<string>>();
        foreach (var field in manifest.Fields) texts.Add(await ImportCase.VocabularyAsync(dataset, field.Name));
        var samples = new List<Dictionary<string, string>>();
        foreach (var (_, ids, label) in await ImportCase.ReadAsync(dataset, split))
        {
            var sample = new Dictionary<string, string> { ["label"] = $"{label}" };
            for (var field = 0; field < texts.Count; field++) sample[manifest.Fields[field].Name] = Text(field, ids[field]);
            var at = texts.Count;
            foreach (var sequence in manifest.Sequences)
            {
                sample[sequence.Name] = string.Join(' ', ids[at..(at + sequence.Length)].Where(id => id != manifest.PaddingId).Select(id => Text(manifest.ItemFieldIndex, id)));
                at += sequence.Length;
            }
            samples.Add(sample);
        }
        return samples;

        string Text(int field, int id) => id == 0 ? "?" : texts[field][id - 1];
    }

    public void Dispose() => Case.Dispose();
}
