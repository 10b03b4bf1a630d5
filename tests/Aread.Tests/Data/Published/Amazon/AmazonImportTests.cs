using Aread.Data;
using Aread.Data.Import;
using Aread.Data.Published;
using Aread.Data.Published.Amazon;
using Aread.Testing;

namespace Aread.Tests.Data.Published.Amazon;

/// <summary>The rules by which ratings and metadata become samples, with results found by hand.</summary>
public sealed class AmazonImportTests : IDisposable
{
    private readonly AmazonFiles _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public async Task Files_become_samples()
    {
        var summary = await _files.ImportAsync();

        var manifest = summary.Dataset.Manifest;
        Assert.Equal(["userid", "itemid", "weekday", "domain", "sales_chart", "sales_rank", "brand", "price"], manifest.Fields.Select(field => field.Name));
        Assert.Equal([("user_pos_6month_seq", 5), ("user_neg_6month_seq", 5)], manifest.Sequences.Select(sequence => (sequence.Name, sequence.Length)));
        Assert.Equal((60, 30, 2), (summary.Figures.Samples, summary.Figures.Positives, summary.Figures.Domains));
        Assert.Equal(32.0 / 60, summary.Figures.LargestShare);
        Assert.Equal("Books", summary.Figures.LargestDomain);
        Assert.Equal(new Dictionary<string, long> { ["missing: brand with fewer than 10 items (brands)"] = 1 }, AmazonFiles.CountsOf(summary));

        var train = await AmazonFiles.SamplesAsync(summary.Dataset, Split.Train);
        Assert.Equal((54, 3, 3), (train.Count, (await AmazonFiles.SamplesAsync(summary.Dataset, Split.Valid)).Count, (await AmazonFiles.SamplesAsync(summary.Dataset, Split.Test)).Count));
        // Day 53: the sixth rating of u3, of t1, a Tuesday. Before it are five stars for b3, t3 and b3 and one star for b1 and t1, the latest first.
        var last = Assert.Single(train, sample => sample["userid"] == "u3" && sample["itemid"] == "t1" && sample["user_neg_6month_seq"].Length > 3);
        Assert.Equal(("0", "Tue", "Toys & Games"), (last["label"], last["weekday"], last["domain"]));
        Assert.Equal(("b3 t3 b3", "b1 t1"), (last["user_pos_6month_seq"], last["user_neg_6month_seq"]));
        Assert.Equal(("", "", "", ""), (last["sales_chart"], last["sales_rank"], last["brand"], last["price"]));
        var book = train.First(sample => sample["itemid"] == "b1");
        // 12.50 is 13 at the next whole. Four books are too few for a brand.
        Assert.Equal(("Books", "(1024, 4096]", "", "(10, 24]"), (book["sales_chart"], book["sales_rank"], book["brand"], book["price"]));
    }

    [Fact]
    public async Task Ratings_of_twelve_months_before_the_day_are_kept()
    {
        // 2017-09-01 is day 0, so 2017-08-14 is day -18 and 2018-08-15 is day 348.
        _files.Rate("b0", "u0", 5, -18);
        _files.Rate("b0", "u0", 5, -18 - 1.0 / 86_400);
        _files.Rate("b0", "u0", 5, 348 - 1.0 / 86_400);
        _files.Rate("b0", "u0", 5, 348);
        _files.Rate("b0", "u0", 5, 349);

        var summary = await _files.ImportAsync();

        Assert.Equal(62, summary.Figures.Samples);
        var counts = AmazonFiles.CountsOf(summary);
        Assert.Equal((1, 2), (counts["dropped: before 2017-08-14"], counts["dropped: after 2018-08-14"]));
    }

    [Fact]
    public async Task A_rating_counts_once()
    {
        _files.Rate("b0", "u0", 5, 0);
        _files.Rate("b0", "u0", 1, 0.5);
        _files.Rate("b3", "u3", 5, 3);
        _files.Rate("b0", "u0", 1, 0);

        var summary = await _files.ImportAsync(maxRejected: 0.1);

        Assert.Equal(61, summary.Figures.Samples);
        var rejected = summary.Record.Rejected.Single(file => file.File == AmazonFiles.Ratings);
        Assert.Equal((64, 3), (rejected.Rows, rejected.Reasons["User, item and time came before."]));
        Assert.Equal([(61, "as in line 1"), (64, "as in line 1"), (63, "as in line 4")], rejected.First.Select(row => (row.Line, row.Text)));
        Assert.Contains("\"all_csv_files.csv\",63,\"User, item and time came before.\",\"as in line 4\"", await File.ReadAllLinesAsync(summary.RejectedFile!, TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Ratings_in_several_sorted_runs_keep_their_lines()
    {
        using var directory = new TemporaryDirectory();
        using var staging = StagedDirectory.Begin(directory["sorted"], new DirectoryKind("kind.json", "a", "test"), overwrite: false);
        var sorter = new RecordSorter(staging, ReadRating.Size, bufferBytes: 3 * ReadRating.Size);
        for (var line = 1; line <= 8; line++) new ReadRating(new Rating(8 - line, 7, 5, 1), line).Write(sorter.Next());

        var sorted = sorter.Complete(_ => { });

        Assert.Equal(Enumerable.Range(0, 8).Select(user => (user, 8L - user)), ReadRating.ReadAll(sorted, new ImportMeter(null, default)).Select(read => (read.Rating.User, read.Line)));
    }

    [Fact]
    public async Task Too_many_ratings_that_come_again_stop_the_import()
    {
        _files.Rate("b0", "u0", 5, 0);

        var fault = await Assert.ThrowsAsync<RejectLimitException>(() => _files.ImportAsync());

        Assert.Contains("all_csv_files.csv: 1 of 61 rows are damaged", fault.Message, StringComparison.Ordinal);
        Assert.Contains("line 61: User, item and time came before. as in line 1", fault.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_files.Case.Out));
        Assert.Contains("\"as in line 1\"", await File.ReadAllTextAsync(_files.Case.Rejected, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Users_and_items_have_three_ratings_counted_once()
    {
        // 'new' has two ratings, so it goes. 'x' has three with those of 'new', and stays with two; so does 'y', of which one rating is of 'rare'.
        _files.Describe("""{"asin": "x", "category": ["Books"]}""");
        _files.Describe("""{"asin": "rare", "category": ["Books"]}""");
        _files.Rate("x", "new", 5, 1);
        _files.Rate("b0", "new", 5, 2);
        _files.Rate("x", "y", 5, 3);
        _files.Rate("x", "y", 5, 4);
        _files.Rate("rare", "y", 5, 5);

        var summary = await _files.ImportAsync();

        Assert.Equal(62, summary.Figures.Samples);
        Assert.Equal(3, AmazonFiles.CountsOf(summary)["dropped: user or item with fewer than 3"]);
    }

    [Fact]
    public async Task Items_without_metadata_or_category_go()
    {
        for (var k = 0; k < 3; k++)
        {
            _files.Rate("n0", "u0", 5, k);
            _files.Rate("c0", $"u{k}", 5, 6);
        }
        _files.Rate("e0", "u4", 5, 7);
        _files.Rate("e0", "u5", 5, 7);
        _files.Rate("e0", "u6", 5, 7);
        _files.Describe("""{"asin": "c0", "category": []}""");
        _files.Describe("""{"asin": "e0", "category": [" "]}""");

        var summary = await _files.ImportAsync();

        Assert.Equal(60, summary.Figures.Samples);
        var counts = AmazonFiles.CountsOf(summary);
        Assert.Equal((3, 6), (counts["dropped: item without metadata"], counts["dropped: item without category"]));
    }

    [Fact]
    public async Task Files_of_different_releases_are_refused()
    {
        _files.MetadataLines.Clear();
        _files.Describe("""{"asin": "c0", "category": ["Books"]}""");

        var fault = await Assert.ThrowsAsync<AreadException>(() => _files.ImportAsync());

        Assert.Contains("none of 60 is of an item whose metadata name a category", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_rating_is_positive_above_the_users_mean_in_train()
    {
        // 64 ratings, 57 of them in train: all up to day 53. 'm' has 2 and 3 stars there; with the 5 of test its mean would be above 3.
        _files.Rate("b0", "m", 2, 10);
        _files.Rate("b1", "m", 3, 11);
        _files.Rate("t0", "m", 5, 200);
        _files.Rate("t0", "m", 2.5, 12);

        var summary = await _files.ImportAsync();

        var train = (await AmazonFiles.SamplesAsync(summary.Dataset, Split.Train)).Where(sample => sample["userid"] == "m").ToDictionary(sample => sample["itemid"], sample => sample["label"]);
        Assert.Equal(new Dictionary<string, string> { ["b0"] = "0", ["b1"] = "1", ["t0"] = "0" }, train);
        var test = Assert.Single(await AmazonFiles.SamplesAsync(summary.Dataset, Split.Test), sample => sample["label"] == "1");
        Assert.Equal("t0", test["itemid"]);
    }

    [Fact]
    public async Task The_mean_is_over_items_without_domain_too()
    {
        // Without the item that has no metadata the mean would be 4, and 4 not above it.
        _files.Rate("b0", "m", 4, 10);
        _files.Rate("b1", "m", 4, 11);
        for (var k = 0; k < 3; k++) _files.Rate("n0", "m", 1, 12 + k);

        var summary = await _files.ImportAsync();

        var train = (await AmazonFiles.SamplesAsync(summary.Dataset, Split.Train)).Where(sample => sample["userid"] == "m");
        Assert.Equal(["1", "1"], train.Select(sample => sample["label"]));
    }

    [Fact]
    public async Task Users_without_train_ratings_are_measured_by_all_that_they_have()
    {
        _files.Rate("b0", "m", 1, 200);
        _files.Rate("b1", "m", 2, 201);
        _files.Rate("t0", "m", 3, 202);

        var summary = await _files.ImportAsync();

        var late = (await AmazonFiles.SamplesAsync(summary.Dataset, Split.Test)).Where(sample => sample["label"] == "1");
        Assert.Equal("t0", Assert.Single(late)["itemid"]);
    }

    [Fact]
    public async Task Histories_go_back_six_months()
    {
        // u0 gave five stars to b0 on day 0, t0 on day 20 and b0 on day 40. Six months are 179 days.
        _files.Rate("b1", "u0", 3, 179);
        _files.Rate("b2", "u0", 3, 180);

        var summary = await _files.ImportAsync();

        var late = (await AmazonFiles.SamplesAsync(summary.Dataset, Split.Test)).Where(sample => sample["userid"] == "u0").ToDictionary(sample => sample["itemid"], sample => sample["user_pos_6month_seq"]);
        Assert.Equal(("b0 t0 b0", "b0 t0"), (late["b1"], late["b2"]));
    }

    [Fact]
    public async Task Brands_are_merged_by_their_items_in_train()
    {
        // Eleven items of each brand; two of 'Late' are rated after train alone.
        for (var i = 0; i < 11; i++)
            foreach (var brand in (string[])["Early", "Late"])
            {
                _files.Describe($$"""{"asin": "{{brand}}{{i}}", "category": ["Books"], "brand": " {{brand}} "}""");
                for (var k = 0; k < 3; k++) _files.Rate($"{brand}{i}", $"u{k}", 5, brand == "Late" && i >= 9 ? 100 + k : k);
            }

        var summary = await _files.ImportAsync();

        var brands = (await AmazonFiles.SamplesAsync(summary.Dataset, Split.Train)).ToLookup(sample => sample["itemid"], sample => sample["brand"]);
        Assert.Equal(("Early", ""), (brands["Early0"].First(), brands["Late0"].First()));
        Assert.Equal(2, AmazonFiles.CountsOf(summary)["missing: brand with fewer than 10 items (brands)"]);
    }

    [Fact]
    public async Task Values_that_are_not_understood_are_missing_and_counted()
    {
        _files.MetadataLines[0] = """{"asin": "b0", "category": ["Books"], "brand": ["x"], "rank": "unranked", "price": ".a-box-inner{background-color:#fff}"}""";
        _files.Describe("""{"asin": "b1", "category": ["Toys & Games"]}""");
        _files.Describe("""{"asin": "unknown", "category": "?", "price": "?"}""");

        var summary = await _files.ImportAsync();

        var counts = AmazonFiles.CountsOf(summary);
        Assert.Equal(
            (1, 1, 1, 1),
            (counts["missing: price not understood (items)"], counts["missing: sales rank not understood (items)"], counts["missing: brand not understood (items)"], counts["passed over: further metadata of an item"]));
        var samples = await AmazonFiles.SamplesAsync(summary.Dataset, Split.Train);
        var broken = samples.First(sample => sample["itemid"] == "b0");
        Assert.Equal(("", "", "", ""), (broken["sales_chart"], broken["sales_rank"], broken["brand"], broken["price"]));
        Assert.Equal("Books", samples.First(sample => sample["itemid"] == "b1")["domain"]);
    }

    [Theory]
    [InlineData(RatingFile.Step, 0)]
    [InlineData(FrequentFile.Step, 1)]
    [InlineData(MetadataFile.Step, 2)]
    [InlineData(SampleFile.Step, 3)]
    [InlineData(null, 4)]
    public async Task Broken_off_at_any_step_it_goes_on_to_the_same_bytes(string? step, int done)
    {
        await _files.ImportAsync();
        var whole = _files.Case.Contents();
        Directory.Delete(_files.Case.Out, recursive: true);

        await _files.Case.BreakOffAsync(new AmazonFormat(), step);
        Assert.Equal(done > 0 ? ["out.importing"] : Array.Empty<string>(), _files.Case.Made);
        Assert.Equal(done, done > 0 ? Directory.GetDirectories(_files.Case.Preparation).Length : 0);
        await _files.Case.RunAsync(new AmazonFormat());

        Assert.Equal(whole, _files.Case.Contents());
        Assert.Equal(["out"], _files.Case.Made);
    }
}
