using Aread.Data;
using Aread.Data.Import;
using Aread.Testing;

namespace Aread.Tests.Data.Import;

/// <summary>CSV files and a schema in a directory that ends with the test, and what becomes of them.</summary>
internal sealed class ImportCase : IDisposable
{
    public const string Schema = """
        {
          "columns": [
            { "name": "user", "kind": "user" },
            { "name": "item", "kind": "item" },
            { "name": "channel", "kind": "domain" },
            { "name": "ts", "kind": "time" },
            { "name": "label", "kind": "label" }
          ],
          "split": { "by": "time", "valid": 0.2, "test": 0.2 }
        }
        """;

    public const string Header = "user,item,channel,ts,label\n";

    private readonly TemporaryDirectory _directory = new();

    public string Target => _directory["out"];

    public string this[string file] => _directory[file];

    /// <summary>Everything in the directory.</summary>
    public string[] Entries => [.. Directory.GetFileSystemEntries(_directory.Path).Select(path => Path.GetFileName(path)).Order()];

    /// <summary>Ten rows in two domains, one a second, labels in turn.</summary>
    public static string Rows(int count = 10) =>
        Header + string.Concat(Enumerable.Range(0, count).Select(i => $"u{i % 3},i{i % 4},{(i % 4 < 2 ? "a" : "b")},{1000 + i},{i % 2}\n"));

    public string Write(string name, string text)
    {
        File.WriteAllText(_directory[name], text);
        return _directory[name];
    }

    public Task<ImportSummary> RunAsync(string csv, string schema = Schema, bool overwrite = false) =>
        CsvImport.RunAsync(Request(csv, schema) with { Overwrite = overwrite }, null, TestContext.Current.CancellationToken);

    public ImportRequest Request(string csv, string schema = Schema) => new([Write("rows.csv", csv)], Write("schema.json", schema), Target);

    /// <summary>The samples of a split, domain by domain: domain, ids, label.</summary>
    public static async Task<List<(string Domain, int[] Ids, byte Label)>> ReadAsync(Dataset dataset, Split split)
    {
        var samples = new List<(string, int[], byte)>();
        foreach (var domain in dataset.Manifest.Domains)
        {
            if (domain.Partition(split).IsEmpty) continue;
            await using var reader = await dataset.OpenPartitionAsync(domain, split, TestContext.Current.CancellationToken);
            for (var group = 0; group < reader.RowGroupSamples.Count; group++)
            {
                var block = await reader.ReadRowGroupAsync(group, TestContext.Current.CancellationToken);
                for (var row = 0; row < block.Count; row++) samples.Add((domain.Name, block.Sample(row).ToArray(), block.Labels[row]));
            }
        }
        return samples;
    }

    public static async Task<IReadOnlyList<string>> VocabularyAsync(Dataset dataset, string field) =>
        await VocabularyFile.ReadAsync(dataset, dataset.Manifest.Fields[dataset.Manifest.IndexOf(field)], TestContext.Current.CancellationToken);

    public void Dispose() => _directory.Dispose();
}
