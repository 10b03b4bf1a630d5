using Aread.Hemp;
using Aread.Testing;
using Aread.Training;

namespace Aread.Tests.Training;

public sealed class DomainSearchTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Candidates_dropped_by_halving_are_in_the_report_and_in_the_state()
    {
        var dataset = await SmallDataset.CreateAsync(_directory["data"], 64, 40);
        var options = SmallOptions.Create();
        options = options with { Hemp = options.Hemp with { InitialCandidates = 8, TrialSteps = 4, Halving = true } };
        var fleet = new LocalFleet(RunContext.Create(dataset, options, TestDevice.Here), new CallerLane(1));
        var found = await fleet.SearchAsync(new SearchOrder(0, 1, 0), TestContext.Current.CancellationToken);

        var search = Assert.Single(fleet.Domains[0].Report().History);
        var left = options.Hemp.Round(1).Candidates;
        Assert.Equal(left, search.Candidates.Count);
        Assert.Equal(left / 2, search.Dropped);
        Assert.All(search.Candidates, candidate => Assert.Equal(candidate.Score is null ? 2 : null, candidate.DroppedAfter));
        Assert.Equal((left, search.Winner, search.Candidates[search.Winner].Score), (found.Candidates, found.Winner, found.Score));

        var state = fleet.Domains[0].Export(0);
        Assert.Equal(AreadJson.Write(state), AreadJson.Write(AreadJson.Read<DomainState>(AreadJson.Write(state))));
        Assert.Equal(search.Dropped, AreadJson.Read<DomainState>(AreadJson.Write(state)).History[0].Dropped);
    }
}
