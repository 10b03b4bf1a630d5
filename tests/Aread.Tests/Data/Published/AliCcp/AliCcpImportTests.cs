using System.Globalization;
using Aread.Data;
using Aread.Data.Import;
using Aread.Data.Published;
using Aread.Data.Published.AliCcp;
using Aread.Testing;
using Aread.Tests.Data.Import;

namespace Aread.Tests.Data.Published.AliCcp;

public sealed class AliCcpImportTests : IDisposable
{
    private readonly PublishedCase _case = new();

    private AliCcpFiles Files => field ??= new AliCcpFiles(_case.Input);

    [Fact]
    public async Task Samples_go_by_the_published_rules_and_each_is_counted()
    {
        // Domain 3: 74 users are too few. Of its items, 60 are seen by 15 users, the other 20 by fewer: 210 of its 1,110 samples.
        Files.TwoDomains().Grid(AliCcpFiles.Train, 3, users: 74, items: 80, samplesOfUser: 15).Seen(AliCcpFiles.Train, user: 9000, domain: 1, samples: 14)
            .Sample(AliCcpFiles.Train, "d1u0", 1000, 1, click: 0, purchase: 1).Sample(AliCcpFiles.Test, "seen1000", 1000, 1, click: 1, purchase: 1).Write();

        var summary = await ImportAsync();

        Assert.Equal([1, 14, 210, 900, 0], summary.Record.Counts.Select(count => count.Count));
        Assert.Equal((2631, 2), (summary.Figures.Samples, summary.Figures.Domains));
        Assert.Equal(["2", "1"], summary.Dataset.Manifest.Domains.Select(domain => domain.Name));
        Assert.Equal([1350, 1200], summary.Dataset.Manifest.Domains.Select(domain => domain.Train.Samples));
        Assert.Equal(81, summary.Dataset.Manifest.Domains.Sum(domain => domain.Valid.Samples + domain.Test.Samples));
    }

    [Fact]
    public async Task Every_sample_has_the_common_features_of_its_index()
    {
        Files.TwoDomains().Write();

        var dataset = (await ImportAsync()).Dataset;

        var (users, items) = (await ImportCase.VocabularyAsync(dataset, "userid"), await ImportCase.VocabularyAsync(dataset, "itemid"));
        var (user, item) = (dataset.Manifest.IndexOf("userid"), dataset.Manifest.IndexOf("itemid"));
        var train = (await ImportCase.ReadAsync(dataset, Split.Train)).Select(sample =>
            (sample.Domain, User: int.Parse(users[sample.Ids[user] - 1], CultureInfo.InvariantCulture), Item: int.Parse(items[sample.Ids[item] - 1], CultureInfo.InvariantCulture), sample.Label)).ToHashSet();
        var expected = new[] { (Domain: 1, Count: 80), (Domain: 2, Count: 90) }.SelectMany(domain => Enumerable.Range(0, domain.Count).SelectMany(u => Enumerable.Range(0, 15).Select(i =>
            ($"{domain.Domain}", domain.Domain * 1000 + u, domain.Domain * 1000 + (u + i) % domain.Count, (byte)((u + i) % domain.Count % 4 == 0 ? 1 : 0)))));
        Assert.Equal(expected.Order(), train.Order());
    }

    [Fact]
    public async Task Values_with_fewer_than_ten_train_samples_share_the_id_of_unseen_ones()
    {
        Files.TwoDomains(n => [AliCcpFiles.Feature("301", n < 9 ? 1 : n < 19 ? 2 : 3)]).Write();

        var dataset = (await ImportAsync()).Dataset;

        Assert.Equal(["3", "2"], await ImportCase.VocabularyAsync(dataset, "301"));
        var field = dataset.Manifest.IndexOf("301");
        var ids = (await ImportCase.ReadAsync(dataset, Split.Train)).GroupBy(sample => sample.Ids[field]).OrderBy(group => group.Key).Select(group => group.Count());
        Assert.Equal([1350 + 9, 1181, 10], ids);
    }

    [Fact]
    public async Task Numbers_have_ten_bins_of_train_and_one_for_those_that_are_missing()
    {
        Files.TwoDomains(n => [AliCcpFiles.Feature("508", 1, 1 + n)]).Write();

        var bins = await ImportCase.VocabularyAsync((await ImportAsync()).Dataset, "D508");

        Assert.Equal(11, bins.Count);
        Assert.StartsWith("[-inf, 120.9", bins[0], StringComparison.Ordinal);
        Assert.Equal("", bins[^1]);
    }

    [Fact]
    public async Task Half_of_the_test_part_is_valid_by_seed()
    {
        Files.TwoDomains().Write();

        var first = await ValidAsync(1);

        Assert.InRange(first.Count, 20, 60);
        Assert.Equal(first, await ValidAsync(1));
        Assert.NotEqual(first, await ValidAsync(2));

        async Task<List<string>> ValidAsync(long seed)
        {
            var summary = await ImportAsync(new AliCcpOptions(seed), Path.GetRandomFileName());
            return [.. (await ImportCase.ReadAsync(summary.Dataset, Split.Valid)).Select(sample => $"{sample.Domain} {string.Join(',', sample.Ids)}")];
        }
    }

    [Fact]
    public async Task Rare_users_and_items_can_stay_as_one_as_in_the_published_code()
    {
        // 9 samples are rare in train and stay, 14 are not rare but too few, and go.
        Files.TwoDomains().Seen(AliCcpFiles.Train, user: 9000, domain: 1, samples: 9).Seen(AliCcpFiles.Train, user: 9001, domain: 1, samples: 14).Write();

        Assert.Equal(2630, (await ImportAsync()).Figures.Samples);
        Assert.Equal(2639, (await ImportAsync(new AliCcpOptions(KeepRare: true), "rare")).Figures.Samples);
    }

    [Fact]
    public async Task Damaged_rows_are_counted_by_reason_and_written_to_a_file()
    {
        Files.TwoDomains()
            .Line("sample_skeleton_train.csv", "90001,0,0,nowhere,2,205\u00021000\u00031\u0001206\u00021\u00031")
            .Line("sample_skeleton_train.csv", "1,0,0,d1u0,2,205\u00021000\u00031\u0001206\u00021\u00031")
            .Line("sample_skeleton_train.csv", "90002,0,0")
            .Line("sample_skeleton_train.csv", "90003,0,0,d1u0,3,205\u00021000\u00031\u0001206\u00021\u00031")
            .Common(AliCcpFiles.Train, "d1u0", 1234)
            .Line("common_features_test.csv", "alone,1,121\u00021\u00031").Write();

        var summary = await ImportAsync(maxRejected: 0.5);

        Assert.Equal(2630, summary.Figures.Samples);
        Assert.Equal(
            [
                "common_features_test.csv There is no user (field 101). 1",
                "common_features_train.csv The index of common features came before. 1",
                "sample_skeleton_train.csv The line does not have 6 cells. 1",
                "sample_skeleton_train.csv The sample's common features are not in the other file. 1",
                "sample_skeleton_train.csv The sample's number came before. 1",
                "sample_skeleton_train.csv There are more or fewer features than the line says. 1",
            ],
            summary.Record.Rejected.SelectMany(file => file.Reasons.Select(reason => $"{file.File} {reason.Key} {reason.Value}")).Order(StringComparer.Ordinal));
        var rows = await File.ReadAllLinesAsync(summary.RejectedFile!, TestContext.Current.CancellationToken);
        Assert.Equal(7, rows.Length);
        Assert.Contains("\"sample_skeleton_train.csv\",2551,\"The sample's common features are not in the other file.\",\"item 1000, domain 1\"", rows);
        Assert.Contains("\"sample_skeleton_train.csv\",2552,\"The sample's number came before.\",\"1,0,0,d1u0,2,205\u24021000\u24031\u2401206\u24021\u24031\"", rows);
        Assert.Contains("\"sample_skeleton_train.csv\",2553,\"The line does not have 6 cells.\",\"90002,0,0\"", rows);
        Assert.Contains("\"sample_skeleton_train.csv\",2554,\"There are more or fewer features than the line says.\",\"90003,0,0,d1u0,3,205\u24021000\u24031\u2401206\u24021\u24031\"", rows);
    }

    [Fact]
    public async Task Too_many_samples_without_common_features_stop_the_import()
    {
        Files.TwoDomains();
        for (var i = 0; i < 40; i++) Files.Sample(AliCcpFiles.Train, "nowhere", 1000, 1);
        Files.Write();

        var fault = await Assert.ThrowsAsync<RejectLimitException>(() => ImportAsync());

        Assert.Contains("sample_skeleton_train.csv: 40 of 2,590 rows are damaged", fault.Message, StringComparison.Ordinal);
        Assert.Contains("--max-rejected", fault.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_case.Out));
    }

    [Fact]
    public async Task The_selection_never_goes_back()
    {
        Files.TwoDomains().Write();
        var seen = new List<double>();
        var progress = new Seen(reached =>
        {
            if (reached.Step == "selection") seen.Add(reached.Fraction);
        });

        await AliCcpImport.RunAsync(_case.Request, new AliCcpOptions(), progress, null, TestContext.Current.CancellationToken);

        Assert.NotEmpty(seen);
        Assert.Equal(seen.Order(), seen);
    }

    [Fact]
    public async Task A_missing_companion_is_named()
    {
        Files.TwoDomains().Write();
        File.Delete(Files.PathOf("common_features_test.csv"));

        var fault = await Assert.ThrowsAsync<DataFormatException>(() => ImportAsync());

        Assert.Contains("common_features_test.csv: The file is missing.", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Files_without_domains_that_are_large_enough_say_what_is_needed()
    {
        Files.Grid(AliCcpFiles.Train, 1, 80, 80, 15).Seen(AliCcpFiles.Test, 1000, 1, 40).Write();

        var fault = await Assert.ThrowsAsync<AreadException>(() => ImportAsync());

        Assert.Contains("1 of 1 domains have 75 users and 75 items with 15 samples each", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Compressed_files_give_the_same_data_set()
    {
        Files.TwoDomains().Write();
        await ImportAsync();
        foreach (var file in Directory.GetFiles(_case.Input))
        {
            _case.Compress(Path.GetFileName(file), await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
            File.Delete(file);
        }

        await ImportAsync(new AliCcpOptions(), "compressed");

        Assert.Equal(Samples(_case.Out), Samples(_case["compressed"]));

        IEnumerable<KeyValuePair<string, string>> Samples(string directory) => _case.Contents(directory).Where(file => file.Key != PublishedRecord.FileName).OrderBy(file => file.Key);
    }

    [Theory]
    [InlineData("common features", 0)]
    [InlineData("samples", 1)]
    [InlineData("selection", 2)]
    [InlineData(null, 3)]
    public async Task An_import_that_was_broken_off_goes_on_and_ends_as_one_never_broken(string? step, int done)
    {
        Files.TwoDomains(n => [AliCcpFiles.Feature("301", 1 + n % 3), AliCcpFiles.Feature("508", 1, n)]).Line("sample_skeleton_train.csv", "damaged").Write();
        await ImportAsync(new AliCcpOptions(), "whole");

        await _case.BreakOffAsync(Format(), step);
        Assert.False(Directory.Exists(_case.Out));
        await ImportAsync();

        Assert.Equal(_case.Contents(_case["whole"]), _case.Contents());
        Assert.Equal(done > 0, _case.Notes.Any(note => note.StartsWith($"Goes on after step {done}", StringComparison.Ordinal)));
        Assert.Equal(["out", "out.rejected.csv", "whole", "whole.rejected.csv"], _case.Made);
    }

    [Fact]
    public async Task Other_options_start_clean()
    {
        Files.TwoDomains().Write();
        await _case.BreakOffAsync(Format(), "selection");

        await ImportAsync(new AliCcpOptions(Seed: 7), "out");
        await ImportAsync(new AliCcpOptions(Seed: 7), "whole");

        Assert.Contains(_case.Notes, note => note.StartsWith("Starts from the beginning", StringComparison.Ordinal));
        Assert.Equal(_case.Contents(_case["whole"]), _case.Contents());
    }

    [Fact]
    public async Task The_fields_are_those_of_the_authors_files()
    {
        var sample = Path.Combine(Repository.Root, "..", "shared", "data", "aliccp_thresh15_ndomain30_modeinterval_random.csv");
        Assert.SkipUnless(File.Exists(sample), $"There is no {sample}.");
        var schema = AliCcpFields.Schema with { Columns = [.. AliCcpFields.Schema.Columns.Select(column => column.Unseen is null ? column : column with { Unseen = "0" })] };

        var imported = await DatasetImport.RunAsync(schema, [CsvSource.Rows(sample, schema)], _case["authors"], false, new ImportMeter(null, TestContext.Current.CancellationToken));

        Assert.Equal(File.ReadLines(sample).First(), string.Join(',', schema.Columns.Select(column => column.Name)));
        Assert.Equal(30, imported.Dataset.Manifest.Domains.Count);
        Assert.Equal(136, imported.Dataset.Manifest.Domains.Sum(domain => domain.Partitions.Sum(partition => partition.Positives)));
        Assert.Equal(31, imported.Dataset.Manifest.Fields.Count);
    }

    public void Dispose() => _case.Dispose();

    private static AliCcpFormat Format() => new(new AliCcpOptions());

    private Task<PublishedSummary> ImportAsync(double maxRejected = 0.01) => _case.RunAsync(Format(), _case.Request with { MaxRejected = maxRejected });

    private Task<PublishedSummary> ImportAsync(AliCcpOptions options, string target) => _case.RunAsync(new AliCcpFormat(options), _case.Request with { OutputDirectory = _case[target] });

    private sealed class Seen(Action<ImportProgress> see) : IProgress<ImportProgress>
    {
        public void Report(ImportProgress value) => see(value);
    }
}
