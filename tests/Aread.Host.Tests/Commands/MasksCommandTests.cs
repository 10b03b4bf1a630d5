using System.Text.Json;
using System.Xml.Linq;
using Aread.Hemp;
using Aread.Host.Tests.Masks;
using Aread.Testing;

namespace Aread.Host.Tests.Commands;

public sealed class MasksCommandTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    [Fact]
    public async Task Show_draws_every_level_with_its_gates()
    {
        var run = await MasksAsync(MaskStories.Small(), "show", "toys");
        Assert.Equal(ExitCode.Done, run.Code);
        Assert.Contains("toys: 90 train samples, 12 augmented", run.Output);
        Assert.Contains("7 of 11 edges kept (64 %), 2 searches", run.Output);
        Assert.Contains("level 1 (rows) to level 2 (columns): 3 of 6 edges", run.Output);
        var rows = run.Output.Split('\n');
        Assert.Contains(rows, row => row.TrimEnd().EndsWith("1  ▓.60 █.70    ·"));
        Assert.Contains(rows, row => row.TrimEnd().EndsWith("2     ·    · █.80"));
    }

    [Fact]
    public async Task Show_draws_a_mask_without_gates()
    {
        var run = await MasksAsync(MaskStories.Small(), "show", "sports");
        Assert.Contains("■", run.Output);
        Assert.Contains("No gate values were recorded.", run.Output);
    }

    [Theory]
    [InlineData(80)]
    [InlineData(50)]
    public async Task Show_never_writes_past_the_edge(int width)
    {
        var run = await MasksAsync(MaskStories.Large(2), new ProgramSetting { Width = width }, "show", "domain 1");
        Assert.All(run.Output.Split('\n').Where(line => line.StartsWith(' ')), line => Assert.InRange(line.TrimEnd().Length, 0, width));
        Assert.Contains("level 3 to output", run.Output);
    }

    [Fact]
    public async Task A_domain_that_is_not_there_is_named_with_those_near_it()
    {
        var run = await MasksAsync(MaskStories.Small(), "show", "toy");
        Assert.Equal(ExitCode.UserError, run.Code);
        Assert.Contains("has no domain 'toy'. Near it: toys", run.Errors);
    }

    [Fact]
    public async Task A_domain_without_a_mask_says_so()
    {
        var run = await MasksAsync(MaskStories.Small(), "show", "new [one]");
        Assert.Equal(ExitCode.UserError, run.Code);
        Assert.Contains("'new [one]' has no mask yet", run.Errors);
    }

    [Fact]
    public async Task A_run_without_masks_says_so()
    {
        var run = await MasksAsync(null, "overlap");
        Assert.Equal(ExitCode.UserError, run.Code);
        Assert.Contains("Run 'first' has no masks.", run.Errors);
    }

    [Fact]
    public async Task Overlap_shows_masks_beside_random_ones()
    {
        var run = await MasksAsync(MaskStories.Small(), "overlap");
        var masks = MaskStories.Small().Domains.Take(2).Select(domain => ExpertMask.Parse(new MaskShape(2, 3), string.Join('|', domain.Mask!))).ToArray();
        var (overlap, random) = (MaskOverlap.Ratio(masks[0], masks[1]), MaskOverlap.ExpectedRatio(masks[0], masks[1]));
        Assert.Contains("2 of 2 domains", run.Output);
        Assert.Contains($"Mean over all pairs: {overlap:0.00}, random {random:0.00}", run.Output);
        Assert.Contains(run.Output.Split('\n'), line => line.Contains("2 toys") && line.Contains($"{overlap:.00}"));
    }

    [Fact]
    public async Task Overlap_draws_as_many_domains_as_fit_or_as_are_asked_for()
    {
        var setting = new ProgramSetting { Width = 80 };
        Assert.Contains("13 of 30 domains", (await MasksAsync(MaskStories.Large(30), setting, "overlap")).Output);
        Assert.Contains("30 of 30 domains", (await MasksAsync(MaskStories.Large(30), setting, "overlap", "--limit", "40")).Output);
    }

    [Fact]
    public async Task History_compares_each_search_with_the_one_before()
    {
        var run = await MasksAsync(MaskStories.Small(), "history", "toys");
        var rows = run.Output.Split('\n');
        Assert.Contains(rows, row => row.Contains("82 %") && row.TrimEnd().EndsWith('-'));
        Assert.Contains(rows, row => row.Contains("64 %") && row.TrimEnd().EndsWith("78 %"));
    }

    [Fact]
    public async Task History_tells_how_many_candidates_were_dropped()
    {
        Assert.DoesNotContain("Hemp:Halving", (await MasksAsync(MaskStories.Small(), "history", "toys")).Output);
        var run = await MasksAsync(MaskStories.Halved(), "history", "toys");
        Assert.Contains(run.Output.Split('\n'), row => row.Contains("2 of 3") && row.Contains("0.5000") && row.Contains("0.7000"));
        Assert.Contains("dropped on the way (Hemp:Halving)", run.Output);
        using var document = JsonDocument.Parse((await MasksAsync(MaskStories.Halved(), "history", "toys", "--json")).Output);
        Assert.Equal([0, 1], document.RootElement.EnumerateArray().Select(search => search.GetProperty("dropped").GetInt32()));
    }

    [Fact]
    public async Task Two_masks_are_compared_level_by_level()
    {
        var run = await MasksAsync(MaskStories.Small(), "compare", "toys", "sports");
        Assert.Equal(ExitCode.Done, run.Code);
        string[] Row(string level) => run.Output.Split('\n').Single(line => line.Contains(level, StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[3..];
        Assert.Equal(["2", "1", "1", "0.50"], Row("in to 1").Select(cell => cell.Trim()));
        Assert.Equal(["3", "3", "2", "0.50"], Row("1 to 2").Select(cell => cell.Trim()));
        Assert.Equal(["2", "3", "2", "0.67"], Row("2 to out").Select(cell => cell.Trim()));
        Assert.Contains("Overlap of all edges 0.56", run.Output);
    }

    [Fact]
    public async Task The_picture_of_two_masks_has_an_edge_for_each_that_is_kept()
    {
        var picture = _directory["masks.svg"];
        var run = await MasksAsync(MaskStories.Small(), "compare", "toys", "sports", "--picture", picture);
        Assert.Equal(ExitCode.Done, run.Code);
        var elements = XDocument.Load(picture).Descendants().ToLookup(element => (string?)element.Attribute("class"));
        Assert.Equal(7 + 7, elements["edge"].Count());
        Assert.Equal(2 * 5, elements["shared"].Count());
        Assert.Equal(["toys", "sports"], elements["name"].Select(name => name.Value));
    }

    [Fact]
    public async Task A_domain_without_a_mask_cannot_be_compared()
    {
        var run = await MasksAsync(MaskStories.Small(), "compare", "toys", "new [one]");
        Assert.Equal(ExitCode.UserError, run.Code);
        Assert.Contains("'new [one]' has no mask yet", run.Errors);
    }

    [Theory]
    [InlineData("show", "toys")]
    [InlineData("compare", "toys", "sports")]
    [InlineData("overlap")]
    [InlineData("history", "toys")]
    public async Task Json_is_one_document(params string[] arguments)
    {
        var run = await MasksAsync(MaskStories.Small(), [.. arguments, "--json"]);
        Assert.Equal(ExitCode.Done, run.Code);
        using var document = JsonDocument.Parse(run.Output);
        Assert.Contains(document.RootElement.ValueKind, new[] { JsonValueKind.Object, JsonValueKind.Array });
    }

    public void Dispose() => _directory.Dispose();

    private Task<ProgramRun> MasksAsync(MaskReport? masks, params string[] arguments) => MasksAsync(masks, new ProgramSetting(), arguments);

    private async Task<ProgramRun> MasksAsync(MaskReport? masks, ProgramSetting setting, params string[] arguments)
    {
        await ProgramRun.Of(new ScriptedEngine { Masks = _ => masks }, "train", "--data", _directory.Path, "--run", "first", "--runs", _directory["runs"], "--overwrite");
        return await ProgramRun.Of(new ScriptedEngine(), setting, CancellationToken.None, ["masks", .. arguments, "--run", "first", "--runs", _directory["runs"]]);
    }
}
