using System.Text.Json;
using Aread.Data;
using Aread.Data.Import;
using Aread.Data.Inspection;
using Aread.Data.Revision;
using Aread.Testing;
using Aread.Tests.Data.Import;

namespace Aread.Tests.Data.Inspection;

public sealed class DatasetInspectionTests : IDisposable
{
    private const string Moments = "No moment is in two splits";
    private const string Repeats = "No sample is in two splits";
    private const string Histories = "Histories hold what was before";

    private static readonly string Liked = ImportCase.Schema.Replace("\"split\":", "\"histories\": [ { \"name\": \"liked\", \"of\": \"positive\", \"length\": 2 } ], \"split\":", StringComparison.Ordinal);

    private readonly ImportCase _case = new();

    public void Dispose() => _case.Dispose();

    [Fact]
    public async Task Counts_are_those_of_the_rows()
    {
        var rows = ImportCase.Rows().Replace("u0,i1,a,1009", "new,i1,a,1009", StringComparison.Ordinal);
        var report = await ReportAsync((await _case.RunAsync(rows, Liked)).Dataset);

        Assert.Equal([(6L, 3L), (2L, 1L), (2L, 1L)], report.Splits.Select(split => (split.Samples, split.Positives)));
        Assert.Equal(["a 4/2 0/0 2/1", "b 2/1 2/1 0/0"], report.Domains.Select(domain => $"{domain.Name} {string.Join(' ', domain.Splits.Select(split => $"{split.Samples}/{split.Positives}"))}"));
        Assert.Equal(["user 3 0,0,1", "item 4 0,0,0", "channel 2 0,0,0"], report.Fields.Select(field => $"{field.Name} {field.Values} {string.Join(',', field.Unseen)}"));
        Assert.All(report.Domains, domain => Assert.False(domain.Minor));
    }

    [Fact]
    public async Task Domains_share_the_users_and_items_that_both_have()
    {
        var report = await ReportAsync((await _case.RunAsync(ImportCase.Rows().Replace("u0,i2,b,1006", "u0,i0,b,1006", StringComparison.Ordinal))).Dataset);

        var (users, items) = (report.Shared[0], report.Shared[1]);
        Assert.Equal(("user", 3L, 3L), (users.Field, users.Values, users.InSeveral));
        Assert.Equal([new SharedPair("a", "b", 3, 3)], users.Pairs);
        Assert.Equal(("item", 4L, 1L), (items.Field, items.Values, items.InSeveral));
        Assert.Equal([2, 3], items.ByDomain);
        Assert.Equal([new SharedPair("a", "b", 1, 4)], items.Pairs);
        Assert.Equal(0.25, items.Pairs[0].Overlap);
    }

    [Theory]
    [InlineData(16)]
    [InlineData(500)]
    public async Task Values_counted_in_several_passes_are_those_of_one(int budget)
    {
        var dataset = await SmallDataset.CreateAsync(_case["data"], [.. Enumerable.Range(0, 70).Select(domain => 4 + domain % 9)]);
        var whole = await CountAsync(dataset, new SharedValuesCount(dataset.Manifest, 1));

        var parts = new SharedValuesCount(dataset.Manifest, 1, budget);

        Assert.True(parts.Passes > 1);
        Assert.Equal(AreadJson.Write(whole), AreadJson.Write(await CountAsync(dataset, parts)));
        Assert.True(whole.Pairs.Count > 1000);
    }

    [Fact]
    public async Task What_an_import_made_passes_all_checks()
    {
        var report = await ReportAsync((await _case.RunAsync(ImportCase.Rows(), Liked)).Dataset);

        Assert.All(report.Checks, check => Assert.Equal(CheckOutcome.Passed, check.Outcome));
        Assert.Equal("train 1970-01-01 00:16:40 to 1970-01-01 00:16:45, valid 1970-01-01 00:16:46 to 1970-01-01 00:16:47, test 1970-01-01 00:16:48 to 1970-01-01 00:16:49.", Finding(report, Moments));
        Assert.StartsWith("5 items:", Finding(report, Histories), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Times_that_overlap_fail()
    {
        var dataset = (await _case.RunAsync(ImportCase.Rows(), Liked)).Dataset;
        var record = ImportRecord.TryRead(dataset)!;
        var altered = record with { Times = [record.Times[0] with { Last = record.Times[1].First }, record.Times[1], record.Times[2]] };
        await File.WriteAllBytesAsync(Path.Combine(dataset.Directory, ImportRecord.FileName), JsonSerializer.SerializeToUtf8Bytes(altered, AreadJson.Indented), Cancellation);

        Assert.Equal(CheckOutcome.Failed, Check(await ReportAsync(dataset), Moments).Outcome);
    }

    [Fact]
    public async Task Where_domains_share_a_split_the_times_of_the_import_tell_what_was_before()
    {
        var rows = ImportCase.Header + string.Concat(Enumerable.Range(0, 10).Select(i => $"u,i{i},{(i % 2 == 0 ? "a" : "b")},{1000 + i},{i % 2}\n"));
        var dataset = (await _case.RunAsync(rows, Liked)).Dataset;
        var record = ImportRecord.TryRead(dataset)!;

        Assert.Equal(new HistoryItems(14, 0), record.HistoryItems);
        var check = Check(await ReportAsync(dataset), Histories);
        Assert.Equal(CheckOutcome.Passed, check.Outcome);
        Assert.EndsWith("by the times of the import all 14 that it took up were.", check.Finding, StringComparison.Ordinal);
        Assert.Equal(CheckOutcome.Failed, await OutcomeAsync(new HistoryItems(14, 1)));
        Assert.Equal(CheckOutcome.Unknown, await OutcomeAsync(null));

        async Task<CheckOutcome> OutcomeAsync(HistoryItems? items)
        {
            var altered = JsonSerializer.SerializeToUtf8Bytes(record with { HistoryItems = items }, AreadJson.Indented);
            await File.WriteAllBytesAsync(Path.Combine(dataset.Directory, ImportRecord.FileName), altered, Cancellation);
            return Check(await ReportAsync(dataset), Histories).Outcome;
        }
    }

    [Fact]
    public async Task Samples_that_are_in_two_splits_are_counted()
    {
        (string, Split, int, int, int, int)[] samples =
        [
            ("a", Split.Train, 1, 1, 1, 0), ("a", Split.Train, 2, 1, 1, 0), ("a", Split.Train, 2, 1, 1, 0), ("b", Split.Train, 1, 1, 0, 0),
            ("a", Split.Valid, 1, 1, 1, 0), ("a", Split.Valid, 1, 2, 1, 0), ("b", Split.Valid, 1, 1, 1, 0),
            ("a", Split.Test, 1, 1, 1, 0), ("a", Split.Test, 1, 2, 1, 0), ("a", Split.Test, 1, 2, 0, 0), ("b", Split.Test, 2, 2, 1, 0),
            ("a", Split.Train, 0, 1, 1, 0), ("a", Split.Test, 0, 1, 1, 0), ("a", Split.Valid, 1, 0, 1, 0), ("a", Split.Test, 1, 0, 1, 0),
        ];

        var check = Check(await ReportAsync(await WriteAsync(null, samples)), Repeats);

        Assert.Equal(CheckOutcome.Unknown, check.Outcome);
        Assert.StartsWith("3 samples of valid and test", check.Finding, StringComparison.Ordinal);
    }

    public static TheoryData<string, int, int, string> Leaks => new()
    {
        { "a train 1 1 1 0; a train 1 2 1 1", 0, 0, "" },
        { "a train 1 1 1 1", 0, 1, "train a 1" },
        { "a train 1 1 1 0; a train 1 1 1 1", 0, 0, "" },
        { "a train 1 2 1 1; a train 1 1 1 0", 0, 1, "train a 1" },
        { "a train 1 1 0 0; a train 1 2 1 1", 0, 1, "train a 2" },
        { "a train 2 1 1 0; a train 1 2 1 1", 0, 1, "train a 2" },
        { "a train 1 2 1 1; b train 1 1 1 0", 1, 0, "" },
        { "a train 1 2 1 1; a test 1 1 1 0", 0, 1, "train a 1" },
        { "a valid 1 1 1 0; b test 1 2 1 1; a test 1 2 0 1", 0, 0, "" },
        { "a train 1 1 1 0; a test 1 3 0 2; b test 1 3 0 2", 0, 2, "test a 1" },
        { "a train 0 2 1 1", 0, 0, "" },
        { "a train 1 1 1 0; b train 1 1 1 0; a train 1 2 0 1", 0, 0, "" },
        { "a train 1 2 0 1; a train 1 1 1 0; b train 1 1 1 0", 1, 0, "" },
        { "b train 1 1 1 0; a test 1 2 0 1; b test 1 1 1 0", 0, 0, "" },
        { "a train 1 2 0 1; b train 1 1 1 0; a train 1 2 0 3", 1, 1, "train a 2" },
    };

    [Theory]
    [MemberData(nameof(Leaks))]
    public async Task Histories_of_what_was_not_before_are_found(string samples, int unordered, int strangers, string first)
    {
        var dataset = await WriteAsync(CsvSchema.Read(_case.Write("schema.json", Liked)), [.. samples.Split("; ").Select(Sample)]);

        var one = new HistoryCheck(dataset.Manifest, ImportRecord.TryRead(dataset)!);
        var several = new HistoryCheck(dataset.Manifest, ImportRecord.TryRead(dataset)!, pairs: 1);
        await one.RunAsync(new SamplePass(dataset, null, Cancellation));
        await several.RunAsync(new SamplePass(dataset, null, Cancellation));

        Assert.Equal((unordered, strangers, first), (one.Unordered, one.Strangers, one.First is { } found ? $"{found.Split.ToString().ToLowerInvariant()} {found.Domain} {found.Row}" : ""));
        Assert.Equal((one.Items, one.Unordered, one.Strangers), (several.Items, several.Unordered, several.Strangers));
        Assert.Equal(strangers > 0 ? CheckOutcome.Failed : unordered > 0 ? CheckOutcome.Unknown : CheckOutcome.Passed, Check(await ReportAsync(dataset), Histories).Outcome);

        static (string, Split, int, int, int, int) Sample(string text)
        {
            var parts = text.Split(' ');
            int[] ids = [.. parts[2..].Select(part => part[0] - '0')];
            return (parts[0], Enum.Parse<Split>(parts[1], ignoreCase: true), ids[0], ids[1], ids[2], ids[3]);
        }
    }

    [Fact]
    public async Task Where_splits_are_not_by_time_train_does_not_tell_what_was_before()
    {
        var schema = CsvSchema.Read(_case.Write("schema.json", Liked));
        var dataset = await WriteAsync(schema with { Split = new CsvSplit(SplitBy.Random) }, [("a", Split.Train, 1, 1, 1, 0), ("a", Split.Train, 1, 2, 1, 1), ("a", Split.Test, 1, 3, 0, 1)]);

        var check = Check(await ReportAsync(dataset), Histories);

        Assert.Equal(CheckOutcome.Unknown, check.Outcome);
        Assert.StartsWith("2 items: 1 have a sample of the same user and label that was before, 1 only such as another partition has.", check.Finding, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_data_set_does_not_tell_is_not_known()
    {
        var imported = (await _case.RunAsync(ImportCase.Rows(), Liked)).Dataset;
        var fewer = await new DatasetRevision(imported, _case["fewer"], () => { }).PauseAsync("b", true, Cancellation);

        Assert.Contains("come or gone", Finding(await ReportAsync(fewer), Histories), StringComparison.Ordinal);
        var unknown = Check(await ReportAsync(await SmallDataset.CreateAsync(_case["small"], 20, 20)), Histories);
        Assert.Equal(CheckOutcome.Unknown, unknown.Outcome);
        Assert.Contains("No import made the data set", unknown.Finding, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_import_writes_down_what_it_left_out()
    {
        var schema = Liked.Replace("\"split\":", "\"minDomainSamples\": 2, \"smallDomains\": \"drop\", \"split\":", StringComparison.Ordinal)
            .Replace("\"kind\": \"item\"", "\"kind\": \"item\", \"minCount\": 2", StringComparison.Ordinal);
        var rows = ImportCase.Rows().Replace("u2,i1,a,1005", "u2,i1,c,1005", StringComparison.Ordinal);

        var import = (await ReportAsync((await _case.RunAsync(rows, schema)).Dataset)).Import!;

        Assert.Equal(10, import.Rows);
        Assert.Equal([new DroppedRows("domain with fewer than 2 train samples", 1)], import.Dropped);
        Assert.Equal([new MergedValues("item", 3, 3)], import.Merged);
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1004), import.Times[0].Last);
    }

    [Fact]
    public async Task An_altered_file_is_refused()
    {
        var dataset = (await _case.RunAsync(ImportCase.Rows(), Liked)).Dataset;
        var path = dataset.PathOf(dataset.Manifest.Domains[0].Train);
        var bytes = await File.ReadAllBytesAsync(path, Cancellation);
        bytes[^20] ^= 1;
        await File.WriteAllBytesAsync(path, bytes, Cancellation);

        Assert.Equal(path, (await Assert.ThrowsAsync<DataFormatException>(() => ReportAsync(dataset))).File);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static Task<DatasetReport> ReportAsync(Dataset dataset) => DatasetInspection.RunAsync(dataset, null, Cancellation);

    private static DataCheck Check(DatasetReport report, string name) => report.Checks.Single(check => check.Name == name);

    private static string Finding(DatasetReport report, string name) => Check(report, name).Finding;

    private static async Task<SharedValues> CountAsync(Dataset dataset, SharedValuesCount count)
    {
        var pass = new SamplePass(dataset, null, Cancellation);
        for (var round = 0; round < count.Passes; round++)
        {
            await pass.ReadAsync(Enum.GetValues<Split>(), (domain, _, samples) =>
            {
                count.Add(domain, samples);
                return ValueTask.CompletedTask;
            });
            count.EndPass();
        }
        return count.Complete();
    }

    /// <summary>A data set with the fields of <see cref="ImportCase.Schema"/> and a history of two items, of which a sample has the first or none (0).</summary>
    private async Task<Dataset> WriteAsync(CsvSchema? schema, IReadOnlyList<(string Domain, Split Split, int User, int Item, int Label, int Liked)> samples)
    {
        const int Padding = 4;
        var draft = new DatasetDraft(
            "written",
            [new FieldDraft("user", FieldRole.User, ["u1", "u2"], null), new FieldDraft("item", FieldRole.Item, ["i1", "i2", "i3"], null), new FieldDraft("channel", FieldRole.Domain, ["a", "b"], null)],
            "item", "channel", [new SequenceSpec("liked", 2)], ["a", "b"]);
        await using var writer = DatasetWriter.Create(_case["written"], draft, overwrite: true);
        foreach (var sample in samples)
        {
            var domain = sample.Domain == "a" ? 0 : 1;
            await writer.AddAsync(domain, sample.Split, new[] { sample.User, sample.Item, domain + 1, sample.Liked == 0 ? Padding : sample.Liked, Padding }, (byte)sample.Label, Cancellation);
        }
        if (schema is not null) await writer.AddFileAsync(ImportRecord.FileName, JsonSerializer.SerializeToUtf8Bytes(new ImportRecord(schema, []), AreadJson.Indented), Cancellation);
        return await writer.CompleteAsync(Cancellation);
    }
}
