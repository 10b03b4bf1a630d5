using System.Globalization;
using Aread.Data;
using Aread.Data.Published;
using Aread.Data.Published.CloudTheme;
using Aread.Tests.Data.Import;

namespace Aread.Tests.Data.Published.CloudTheme;

public sealed class CloudThemeImportTests : IDisposable
{
    private const string Header = "user_id,theme_id,item_id,leaf_cate_id,cate_level1_id,clk_cnt,reach_time\n";

    private readonly PublishedCase _case = new();

    [Fact]
    public async Task Each_click_has_four_negatives_and_clicks_are_divided_by_time()
    {
        // A click a minute, 7,100 in all: 5,680 of them before the 80% quantile, then 710 and 710.
        Write(Clicks());

        var summary = await ImportAsync();

        Assert.Equal((35_500, 7100, 355), (summary.Figures.Samples, summary.Figures.Positives, summary.Figures.Domains));
        Assert.Equal((5680, 710, 710), (Positives(Split.Train), Positives(Split.Valid), Positives(Split.Test)));
        Assert.All(summary.Dataset.Manifest.Domains, domain => Assert.Equal(5 * domain.Train.Positives, domain.Train.Samples));
        Assert.Equal(0, summary.Record.Counts.Single().Count);

        long Positives(Split split) => summary.Dataset.Manifest.Domains.Sum(domain => domain.Partition(split).Positives);
    }

    [Fact]
    public async Task No_negative_is_a_click_and_each_is_an_item_of_its_theme_known_by_then()
    {
        var clicks = Clicks();
        Write(clicks);

        var dataset = (await ImportAsync()).Dataset;

        var samples = (await TextsAsync(dataset, Split.Train)).Where(sample => sample.Label == 0).ToArray();
        var positives = clicks.Select(click => (click.User, click.Item)).ToHashSet();
        var pool = clicks.Take(5680).Select(click => (click.Theme, click.Item)).ToHashSet();
        Assert.Equal(4 * 5680, samples.Length);
        Assert.DoesNotContain(samples, sample => positives.Contains((sample.User, sample.Item)));
        Assert.All(samples, sample => Assert.Contains((sample.Theme, sample.Item), pool));
    }

    [Fact]
    public async Task Negatives_that_there_are_not_are_counted()
    {
        // Theme 0 has two items: users of one have one negative, the user of both none.
        Write([.. Clicks(), new Click(9000, 0, 77_001, 1, 1), new Click(9001, 0, 77_002, 1, 2), new Click(9001, 0, 77_001, 1, 3)]);

        var summary = await ImportAsync();

        var inTheme = summary.Dataset.Manifest.Domains.Single(domain => domain.Name == "0");
        Assert.Equal(3, inTheme.Train.Positives);
        Assert.Equal(1, inTheme.Train.Samples - inTheme.Train.Positives);
        Assert.Equal(11, summary.Record.Counts.Single().Count);
    }

    [Fact]
    public async Task Damaged_and_repeated_lines_are_counted()
    {
        Write(Clicks(), more: "1000,5,7,1,1,1,2019-06-01 00:00:00\n1000,5,7,1,1,2,2019-06-01 00:00:00\n1,2,3\n1,2,3,4,5,0,2019-06-01\n\n1,2,3,4,5,1,1970-01-01\n");

        var summary = await ImportAsync();

        Assert.Equal(7101, summary.Figures.Positives);
        Assert.Equal(
            ["The clicks are no whole number from 1 on. 1", "The line does not have as many cells as the header. 1", "The time is out of range: not in the years 2000 to 2099. 1", "The user, item, theme and time came before. 1"],
            summary.Record.Rejected.Single().Reasons.Select(reason => $"{reason.Key} {reason.Value}"));
        Assert.Equal(7103, summary.Record.Rejected.Single().First[0].Line);
    }

    [Fact]
    public async Task The_seed_decides_the_negatives()
    {
        Write(Clicks());

        await ImportAsync(1, "one");
        await ImportAsync(1, "again");
        await ImportAsync(2, "two");

        Assert.Equal(_case.Contents(_case["one"]), _case.Contents(_case["again"]));
        Assert.NotEqual(_case.Contents(_case["one"]), _case.Contents(_case["two"]));
    }

    [Theory]
    [InlineData("clicks and negatives")]
    [InlineData(null)]
    public async Task An_import_that_was_broken_off_ends_as_one_never_broken(string? step)
    {
        Write(Clicks());
        await ImportAsync(1, "whole");

        await _case.BreakOffAsync(Format(), step);
        Assert.False(Directory.Exists(_case.Out));
        await ImportAsync();

        Assert.Equal(_case.Contents(_case["whole"]), _case.Contents());
    }

    [Fact]
    public async Task A_log_without_clicks_is_an_error()
    {
        Write([]);

        var fault = await Assert.ThrowsAsync<DataFormatException>(ImportAsync);

        Assert.Contains("theme_click_log.csv: There are no clicks below the header.", fault.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _case.Dispose();

    private static CloudThemeFormat Format() => new(new CloudThemeOptions());

    private Task<PublishedSummary> ImportAsync() => _case.RunAsync(Format());

    private Task<PublishedSummary> ImportAsync(long seed, string target) =>
        _case.RunAsync(new CloudThemeFormat(new CloudThemeOptions(seed)), _case.Request with { OutputDirectory = _case[target] });

    /// <summary>Of 3,000 users in 355 themes of 16 items, each theme and item in turn; train has all of them.</summary>
    private static List<Click> Clicks() =>
        [.. Enumerable.Range(0, 355 * 20).Select(i => new Click(i % 3000, 1 + i % 355, (1 + i % 355) * 100 + i / 355 % 16, 1 + i % 3, 10 + i))];

    private void Write(IReadOnlyList<Click> clicks, string more = "")
    {
        _case.Write("theme_click_log.csv", Header + string.Concat(clicks.Select(click =>
            $"{click.User},{click.Theme},{click.Item},{click.Item % 50},{click.Item % 5},{click.Clicks},{DateTimeOffset.FromUnixTimeSeconds(1_560_000_000 + 60 * click.Minute):yyyy-MM-dd HH:mm:ss}\n")) + more);
    }

    private static async Task<List<(int User, int Item, int Theme, byte Label)>> TextsAsync(Dataset dataset, Split split)
    {
        var (users, items) = (await ImportCase.VocabularyAsync(dataset, "userid"), await ImportCase.VocabularyAsync(dataset, "itemid"));
        var (user, item) = (dataset.Manifest.IndexOf("userid"), dataset.Manifest.IndexOf("itemid"));
        return [.. (await ImportCase.ReadAsync(dataset, split)).Select(sample => (Number(users[sample.Ids[user] - 1]), Number(items[sample.Ids[item] - 1]), Number(sample.Domain), sample.Label))];

        static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
    }

    private sealed record Click(int User, int Theme, int Item, int Clicks, int Minute);
}
