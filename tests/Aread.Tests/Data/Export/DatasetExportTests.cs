using Aread.Data;
using Aread.Data.Export;
using Aread.Data.Import;
using Aread.Data.Synthesis;
using Aread.Tests.Data.Import;

namespace Aread.Tests.Data.Export;

public sealed class DatasetExportTests : IDisposable
{
    private const string Schema = """
        {
          "name": "shop",
          "columns": [
            { "name": "user", "kind": "user" },
            { "name": "item", "kind": "item", "minCount": 2 },
            { "name": "shop, or \"domain\"", "kind": "domain" },
            { "name": "price", "kind": "numeric", "bins": 4, "allowMissing": true },
            { "name": "city", "kind": "categorical", "allowMissing": true },
            { "name": "ts", "kind": "time", "derive": [ "weekday", "hour" ] },
            { "name": "viewed", "kind": "sequence", "length": 3 },
            { "name": "label", "kind": "label" }
          ],
          "split": { "by": "time", "valid": 0.2, "test": 0.2 },
          "histories": [ { "name": "liked", "of": "positive", "length": 2 }, { "name": "disliked", "of": "negative", "length": 3 } ]
        }
        """;

    private readonly ImportCase _case = new();

    public void Dispose() => _case.Dispose();

    [Theory]
    [InlineData(ExportFormat.Csv)]
    [InlineData(ExportFormat.Parquet)]
    public async Task What_is_exported_and_imported_again_is_the_same_data_set(ExportFormat format)
    {
        var dataset = (await _case.RunAsync(Rows(300), Schema)).Dataset;

        var exported = await DatasetExport.RunAsync(dataset, _case["rows"], format, cancellationToken: Cancellation);
        var again = await ImportAsync(exported, format);

        Assert.Equal(300, exported.Rows);
        Assert.Equal(dataset.Fingerprint, again.Fingerprint);
        Assert.Equal(["price"], exported.BinnedFields);
        var unseen = Enum.GetValues<Split>().Select(split => ImportCase.ReadAsync(dataset, split)).Select(samples => samples.Result).SelectMany(samples => samples).Count(sample => sample.Ids[1] == 0);
        Assert.True(unseen > 0);
        Assert.Equal(unseen, exported.UnseenSamples["item"]);
    }

    [Theory]
    [InlineData(ExportFormat.Csv)]
    [InlineData(ExportFormat.Parquet)]
    public async Task Data_that_no_import_made_have_the_same_texts_again_but_for_values_that_train_does_not_have(ExportFormat format)
    {
        await Synthesizer.RunAsync(new SynthesisOptions { Domains = 3, Samples = 900, Users = 100, Items = 100, CoarseClusters = 1, FineClusters = 2 }, _case["made"], false, null, Cancellation);
        var dataset = Dataset.Open(_case["made"]);

        var again = await ImportAsync(await DatasetExport.RunAsync(dataset, _case["rows"], format, cancellationToken: Cancellation), format);

        Assert.Equal(dataset.Manifest.Domains.Select(domain => domain.Name), again.Manifest.Domains.Select(domain => domain.Name));
        var known = (await TextsAsync(dataset, Split.Train)).SelectMany(sample => sample.Index()).ToHashSet();
        foreach (var split in Enum.GetValues<Split>())
        {
            var texts = (await TextsAsync(dataset, split)).Select(sample => sample.Index().Select(text => known.Contains(text) ? text.Item : "unseen"));
            Assert.Equal(texts.Select(sample => string.Join(',', sample)), (await TextsAsync(again, split)).Select(sample => string.Join(',', sample)));
        }
    }

    [Fact]
    public async Task Rows_are_written_with_the_texts_of_their_values()
    {
        var dataset = (await _case.RunAsync(Rows(300), Schema)).Dataset;

        await DatasetExport.RunAsync(dataset, _case["rows"], ExportFormat.Csv, cancellationToken: Cancellation);

        Assert.Equal(["rows.schema.json", "test.csv", "train.csv", "valid.csv"], Directory.GetFiles(_case["rows"]).Select(file => Path.GetFileName(file)).Order());
        var lines = await File.ReadAllLinesAsync(_case["rows/train.csv"], Cancellation);
        Assert.Equal("user,item,\"shop, or \"\"domain\"\"\",price,city,weekday,hour,viewed,liked,disliked,label,split", lines[0]);
        Assert.Contains("\"Köln, \"\"West\"\"\"", string.Join('\n', lines), StringComparison.Ordinal);
        Assert.Equal(180, lines.Length - 1);
        Assert.All(lines[1..], line => Assert.EndsWith(",train", line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Other_directories_stay_as_they_are()
    {
        var dataset = (await _case.RunAsync(Rows(300), Schema)).Dataset;
        Directory.CreateDirectory(_case["mine"]);
        _case.Write("mine/notes.txt", "kept");

        await Assert.ThrowsAsync<AreadException>(() => DatasetExport.RunAsync(dataset, _case["mine"], ExportFormat.Csv, overwrite: true, cancellationToken: Cancellation));
        await DatasetExport.RunAsync(dataset, _case["rows"], ExportFormat.Csv, cancellationToken: Cancellation);
        await Assert.ThrowsAsync<AreadException>(() => DatasetExport.RunAsync(dataset, _case["rows"], ExportFormat.Parquet, cancellationToken: Cancellation));
        await DatasetExport.RunAsync(dataset, _case["rows"], ExportFormat.Parquet, overwrite: true, cancellationToken: Cancellation);

        Assert.Equal("kept", await File.ReadAllTextAsync(_case["mine/notes.txt"], Cancellation));
        Assert.True(File.Exists(_case["rows/train.parquet"]));
        Assert.False(File.Exists(_case["rows/train.csv"]));
    }

    [Fact]
    public async Task A_cancelled_export_leaves_nothing()
    {
        var dataset = (await _case.RunAsync(Rows(300), Schema)).Dataset;
        using var cancel = new CancellationTokenSource();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            DatasetExport.RunAsync(dataset, _case["rows"], ExportFormat.Csv, progress: new AfterFirst(cancel), cancellationToken: cancel.Token));

        Assert.DoesNotContain(_case.Entries, entry => entry.StartsWith("rows.", StringComparison.Ordinal) && entry != "rows.csv" || entry == "rows");
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static string Rows(int count) => "user,item,\"shop, or \"\"domain\"\"\",price,city,ts,viewed,label\n" + string.Concat(Enumerable.Range(0, count).Select(i =>
        $"u{i % 11},{Item(i)},{(i % 3 == 0 ? "\"toys, \"\"old\"\"\"" : "sports")},{(i % 9 == 4 ? "" : $"{i % 13 * 0.5}")},{(i % 6 == 5 ? "" : i % 6 == 4 ? "\"Köln, \"\"West\"\"\"" : $"c{i % 4}")},"
        + $"{1_700_000_000 + 3000 * i},\"[{(i % 4 == 0 ? "" : $"'{ItemName(i)}', rare{i}")}]\",{i * 7 % 10 / 6}\n"));

    private static string ItemName(int i) => i % 17 == 3 ? $"rare{i}" : i % 5 == 0 ? "it's a, b" : $"i{i % 5}";

    private static string Item(int i) => $"\"{ItemName(i)}\"";

    /// <summary>Label, and the texts of the fields, of each sample.</summary>
    private static async Task<List<string[]>> TextsAsync(Dataset dataset, Split split)
    {
        var fields = new List<IReadOnlyList<string>>();
        foreach (var field in dataset.Manifest.Fields) fields.Add(await ImportCase.VocabularyAsync(dataset, field.Name));
        return [.. (await ImportCase.ReadAsync(dataset, split)).Select(sample =>
            (string[])[$"{sample.Label}", .. fields.Select((values, i) => sample.Ids[i] == 0 ? "unseen" : values[sample.Ids[i] - 1])])];
    }

    private async Task<Dataset> ImportAsync(ExportSummary exported, ExportFormat format)
    {
        var request = new ImportRequest([.. exported.Files.Select(file => Path.Combine(exported.Directory, file))], Path.Combine(exported.Directory, exported.Schema), _case["again"]);
        return (format == ExportFormat.Csv ? await CsvImport.RunAsync(request, null, Cancellation) : await ParquetImport.RunAsync(request, null, Cancellation)).Dataset;
    }

    private sealed class AfterFirst(CancellationTokenSource cancel) : IProgress<double>
    {
        public void Report(double value) => cancel.Cancel();
    }
}
