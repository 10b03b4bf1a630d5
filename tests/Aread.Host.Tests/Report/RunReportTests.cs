using System.Xml.Linq;
using Aread.Distributed.Runs;
using Aread.Evaluation;
using Aread.Host.Report;
using Aread.Training;

namespace Aread.Host.Tests.Report;

public sealed class RunReportTests : IDisposable
{
    private readonly string _runs = Directory.CreateTempSubdirectory("aread-").FullName;

    [Theory]
    [InlineData(2)]
    [InlineData(25)]
    [InlineData(300)]
    public void Is_well_formed_and_has_every_domain(int domains)
    {
        var sample = new SampleRun(domains);
        using var run = sample.Write(_runs);
        var page = Draw(run);
        var names = Table(page, "Domains").Descendants("tbody").Last().Elements("tr").Select(row => row.Element("th")!.Value);
        Assert.Equal(sample.Domains.Order(), names.Order());
        Assert.Equal(domains, page.Descendants("figure").Count(figure => (string?)figure.Attribute("class") == "card"));
        Assert.Contains("Küche & <Bad>", page.Value);
        Assert.DoesNotContain("NaN", page.ToString());
    }

    [Fact]
    public void Asks_nothing_of_any_network()
    {
        using var run = new SampleRun(25).Write(_runs);
        var page = Draw(run);
        string[] loaders = ["script", "link", "img", "iframe", "object", "embed", "base", "use", "image", "form"];
        Assert.DoesNotContain(page.Descendants(), element => loaders.Contains(element.Name.LocalName));
        Assert.DoesNotContain(page.Descendants().Attributes(), attribute => attribute.Name.LocalName is "src" or "href" || attribute.Name.LocalName.StartsWith("on", StringComparison.Ordinal));
        var text = File.ReadAllText(run.ReportPath);
        Assert.All(["http:", "https:", "url(", "@import", "//"], remote => Assert.DoesNotContain(remote, text));
    }

    [Fact]
    public void Marks_domains_without_an_auc()
    {
        var sample = new SampleRun(5);
        using var run = sample.Write(_runs);
        var row = Table(Draw(run), "Domains").Descendants("tr").Single(row => row.Element("th")!.Value == sample.Domains[^1]);
        Assert.Contains("one class", row.Value);
    }

    [Fact]
    public void Stands_beside_the_run_it_is_compared_with()
    {
        using var run = new SampleRun(12) { Lift = 0.02 }.Write(_runs);
        using var other = new SampleRun(12, "base").Write(_runs);
        var page = Page(RunReport.Write(run, other));
        Assert.Contains("+0.0200", Table(page, "Test metrics").Value);
        Assert.Contains("against base", Table(page, "Domains").Value);
        Assert.Contains("DomainAUC of base", page.Value);
    }

    [Fact]
    public void A_run_that_has_only_begun_has_a_report_too()
    {
        using var run = RunDirectory.Create(_runs, "new", new RunDescription("/data/shop", "", "", 1, DateTimeOffset.UnixEpoch), new AreadOptions(), RunConflict.Refuse);
        Assert.Contains("Not begun", Draw(run).Value);
        run.AppendEvent(new RunStarted("new", "shop", 2, 100, 10, 20, 5));
        run.AppendEvent(new PhaseStarted(RunPhase.WarmUp, 0, 0));
        run.AppendEvent(new StepsTaken(RunPhase.WarmUp, 0, 1, 10, 1, 10, 0.7, 0) { Step = 1 });
        run.AppendEvent(new EpochEvaluated(1, true, new EvaluationReport("valid", 0.5, 0.7, null, null, null, null, ["a"], [new DomainMetrics("a", 2, 2, null, 0.7)])));
        var page = Draw(run);
        Assert.Contains("Last phase: WarmUp", page.Value);
        Assert.Contains("not tested yet", page.Value);
        Assert.Contains("No domain has a mask", page.Value);
    }

    [Fact]
    public void Characters_no_page_can_hold_are_replaced()
    {
        using var run = RunDirectory.Create(_runs, "odd", new RunDescription("/data/shop", "", "", 1, DateTimeOffset.UnixEpoch), new AreadOptions(), RunConflict.Refuse);
        run.WriteMetrics(new EvaluationReport("test", null, null, null, null, null, null, [], [new DomainMetrics("bell\u0007 \U0001F600", 2, 1, 0.5, 0.7)]));
        Assert.Contains("bell\uFFFD \U0001F600", Draw(run).Value);
    }

    [Fact]
    public void Gate_means_of_other_experts_are_an_error()
    {
        using var run = new SampleRun(3).Write(_runs);
        var masks = run.ReadMasks()!;
        run.WriteMasks(masks with { Domains = [masks.Domains[0] with { GateMeans = [[1, 1, 1]] }] });
        Assert.Contains(masks.Domains[0].Domain, Assert.Throws<AreadException>(() => RunReport.Write(run)).Message);
    }

    [Fact]
    public void Tells_of_candidates_that_were_dropped()
    {
        using var run = new SampleRun(3).Write(_runs);
        Assert.DoesNotContain("Hemp:Halving", Draw(run).Value);
        var masks = run.ReadMasks()!;
        var search = masks.Domains[0].History[^1];
        var halved = search with { Candidates = [.. search.Candidates, new(null, [], [], DroppedAfter: 2)] };
        run.WriteMasks(masks with { Domains = [masks.Domains[0] with { History = [.. masks.Domains[0].History.SkipLast(1), halved] }, .. masks.Domains.Skip(1)] });
        Assert.Contains("Of 13 candidates 1 were dropped before the scoring (Hemp:Halving).", Draw(run).Value);
    }

    public void Dispose() => Directory.Delete(_runs, recursive: true);

    private static XElement Draw(RunDirectory run) => Page(RunReport.Write(run));

    private static XElement Page(string path) => XDocument.Parse(File.ReadAllText(path)).Root!;

    private static XElement Table(XElement page, string title) => page.Descendants("section").Single(section => section.Element("h2")!.Value == title);
}
