using Aread.Host.Api;
using Aread.Host.Masks;
using Aread.Host.Report;
using Aread.Host.Tests.Masks;
using Aread.Host.Tests.Report;
using Aread.Host.Tests.Web;
using Aread.Testing;
using Aread.Training;

namespace Aread.Host.Tests.Api;

public sealed class DomainEndpointsTests
{
    [Fact]
    public async Task Domains_are_listed_with_masks_and_scores()
    {
        await using var server = await TestServer.StartAsync();
        await server.AddRunAsync("first");
        var domains = await server.GetAsync<DomainSummary[]>("/api/v1/runs/first/domains");
        Assert.Equal(["sports", "toys", "one [class]", "new [one]"], domains.Select(domain => domain.Name));
        var toys = domains[1];
        Assert.Equal((90L, 12L, 7, 7 / 11.0, 2, 110L), (toys.TrainSamples, toys.AugmentedSamples, toys.Edges, toys.ActiveShare, toys.LastSearchRound, toys.LastSearchStep));
        Assert.Equal(("test", 90L, 30L, 0.77), (toys.Split, toys.Samples, toys.Positives, toys.Auc));
        Assert.Equal([0.75, 0.74], toys.Trend);
        Assert.Equal(-0.01, toys.Change!.Value, 9);
        Assert.Null(domains[3].ActiveShare);
        Assert.All(domains, domain => Assert.Equal(("trained", (long?)null), (domain.State, domain.SinceStep)));
    }

    [Fact]
    public async Task A_domain_shows_its_mask_its_candidates_its_searches_and_who_is_near()
    {
        await using var server = await TestServer.StartAsync();
        await server.AddRunAsync("first");
        var toys = await server.GetAsync<DomainDetail>("/api/v1/runs/first/domains/toys");
        Assert.Equal([2, 3], toys.Experts);
        Assert.Equal([("in", "1", 2), ("1", "2", 3), ("2", "out", 2)], toys.Levels!.Select(level => (level.From, level.To, level.Edges)));
        Assert.Equal([0.6, 0.7, null, null, null, 0.8], toys.Levels![1].Gates);
        Assert.Equal(2, toys.LastSearch!.Round);
        Assert.Equal([0.7, 0.5], toys.LastSearch.Candidates.Select(candidate => candidate.Score));
        Assert.Equal([(1, "111001"), (2, "110001")], toys.Searches.Select(search => (search.Outcome.Round, search.Mask[1])));
        Assert.Equal([(null, null), (2, 0)], toys.Searches.Select(search => (search.Cut, search.Added)));
        Assert.Equal([(1, false, 7, 7), (2, true, 7, 7)], toys.Candidates.Select(candidate => (candidate.Number, candidate.IsWinner, candidate.StartEdges, candidate.Edges)));
        Assert.Equal(["sports"], toys.Nearest.Select(other => other.Name));
        Assert.InRange(toys.Nearest[0].Overlap, 0.01, 0.99);
        Assert.Null((await server.GetAsync<DomainDetail>("/api/v1/runs/first/domains/new%20%5Bone%5D")).Levels);
    }

    [Fact]
    public async Task Overlap_is_what_the_program_prints_in_the_order_of_similarity()
    {
        await using var server = await TestServer.StartAsync();
        await server.AddRunAsync("first", MaskStories.Large(6));
        var printed = AreadJson.Read<OverlapReport>((await ProgramRun.Of("masks", "overlap", "--run", "first", "--runs", server.Directory["runs"], "--json")).Output);
        var served = await server.GetAsync<OverlapReport>("/api/v1/runs/first/overlap");
        Assert.Equal(printed.Domains.Order(), served.Domains.Order());
        Assert.Equal((printed.MeanOverlap, printed.MeanRandom), (served.MeanOverlap, served.MeanRandom));
        var places = served.Domains.Select(domain => printed.Domains.ToList().IndexOf(domain)).ToArray();
        Assert.NotEqual(places.Order(), places);
        for (var row = 0; row < places.Length; row++)
            for (var column = 0; column < places.Length; column++)
                Assert.Equal(printed.Overlap[places[row]][places[column]], served.Overlap[row][column]);
    }

    [Fact]
    public async Task Where_no_gate_leads_kept_edges_count_as_one_whatever_was_recorded()
    {
        await using var server = await TestServer.StartAsync();
        var toys = MaskStories.Small().Domains[0];
        await server.AddRunAsync("first", MaskStories.Small() with { Domains = [toys with { GateMeans = [[0, 0], toys.GateMeans![1], [0, 0, 0]] }] });
        var levels = (await server.GetAsync<DomainDetail>("/api/v1/runs/first/domains/toys")).Levels!;
        Assert.Equal([1, 1], levels[0].Gates);
        Assert.Equal([1, null, 1], levels[2].Gates);
    }

    [Fact]
    public async Task Experts_tell_which_domains_keep_them()
    {
        await using var server = await TestServer.StartAsync();
        await server.AddRunAsync("first");
        var experts = await server.GetAsync<ExpertUse[]>("/api/v1/runs/first/experts");
        Assert.Equal([(1, 1), (1, 2), (2, 1), (2, 2), (2, 3)], experts.Select(expert => (expert.Level, expert.Expert)));
        Assert.Equal(["sports", "toys"], experts[0].Domains);
        Assert.Equal((0.5, 90L), (experts[1].Share, experts[1].TrainSamples));
        Assert.Equal(["toys"], experts[1].Domains);
    }

    [Fact]
    public async Task Two_domains_are_compared_as_the_program_compares_them()
    {
        await using var server = await TestServer.StartAsync();
        await server.AddRunAsync("first");
        var printed = await ProgramRun.Of("masks", "compare", "--run", "first", "--runs", server.Directory["runs"], "toys", "sports", "--json");
        var (_, body) = await server.SendAsync(HttpMethod.Get, "/api/v1/runs/first/comparison?first=toys&second=sports");
        Assert.Equal(AreadJson.Write(AreadJson.Read<MaskComparison>(printed.Output)), body);
        Assert.Contains("was not searched", await server.ProblemAsync(404, HttpMethod.Get, "/api/v1/runs/first/comparison?first=toys&second=new%20%5Bone%5D"));
    }

    [Fact]
    public async Task A_domain_that_is_not_there_is_answered_with_the_names_near_it()
    {
        await using var server = await TestServer.StartAsync();
        await server.AddRunAsync("first");
        Assert.StartsWith("There is no domain 'tois'. Near it: toys,", await server.ProblemAsync(404, HttpMethod.Get, "/api/v1/runs/first/domains/tois"));
    }
}
