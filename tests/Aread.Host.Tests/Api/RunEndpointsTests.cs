using Aread.Distributed.Runs;
using Aread.Evaluation;
using Aread.Host.Api;
using Aread.Host.Tests.Web;
using Aread.Training;

namespace Aread.Host.Tests.Api;

public sealed class RunEndpointsTests
{
    [Fact]
    public async Task Runs_are_listed_as_the_program_lists_them()
    {
        await using var server = await TestServer.StartAsync();
        await server.AddRunAsync("first");
        await server.AddRunAsync("second");
        var printed = await ProgramRun.Of("runs", "list", "--runs", server.Directory["runs"], "--json");
        var (_, body) = await server.SendAsync(HttpMethod.Get, "/api/v1/runs");
        Assert.Equal(AreadJson.Write(AreadJson.Read<RunSummary[]>(printed.Output)), body);
    }

    [Fact]
    public async Task A_run_is_shown_with_its_options_and_where_it_is()
    {
        await using var server = await TestServer.StartAsync();
        await server.AddRunAsync("first");
        var run = await server.GetAsync<RunDetail>("/api/v1/runs/first");
        Assert.Equal(("first", RunState.Finished, 210), (run.Summary.Name, run.Summary.State, run.Summary.Step));
        Assert.Equal(server.Directory["data"], run.Description.Dataset);
        Assert.Equal(new AreadOptions().Training.BatchSize, run.Options.Training.BatchSize);
        Assert.Equal((RunPhase.Test, 2, 210L, 0.5, 10_000.0), (run.Progress.Phase, run.Progress.MaximumEpochs, run.Progress.Step, run.Progress.Loss, run.Progress.SamplesPerSecond));
        Assert.Equal((0.74, 0.75), (run.Progress.ValidDomainAuc, run.Progress.BestDomainAuc));
        Assert.Equal(RunOutcome.Finished, run.Progress.Ended!.Outcome);
    }

    [Fact]
    public async Task Curves_have_a_point_for_each_interval_and_each_epoch()
    {
        await using var server = await TestServer.StartAsync();
        await server.AddRunAsync("first");
        var curves = await server.GetAsync<RunCurves>("/api/v1/runs/first/curves");
        Assert.Equal([(10L, 0.7), (60L, 0.6), (110L, 0.55), (210L, 0.5)], curves.Loss.Select(point => (point.Step, point.Loss)));
        Assert.Equal([(1, 0.575, 0.75, true), (2, 0.5, 0.74, false)], curves.Epochs.Select(point => (point.Epoch, Math.Round(point.Loss!.Value, 9), point.DomainAuc!.Value, point.Best)));
        Assert.Equal([10L], curves.Searches);
    }

    [Fact]
    public async Task Troubles_are_told_though_the_steps_before_them_were_taken_back()
    {
        await using var server = await TestServer.StartAsync();
        using var run = RunDirectory.Create(server.Directory["runs"], "first", new RunDescription("/data/shop", "", "", 1, DateTimeOffset.UnixEpoch), new AreadOptions(), RunConflict.Refuse);
        run.AppendEvent(Stories.Begun("first"));
        run.AppendEvent(new MaskFound(1, "toys", 1, 2, 10, 3, 0.6, 40, 2) { Step = 10 });
        run.AppendEvent(new RunRecovering("Silo cpu-node-2 was lost.") { Step = 10 });
        run.AppendEvent(new RunRecovering("Its domains change (pause 'toys').") { Step = 10, IsPlanned = true });
        run.AppendEvent(Stories.Begun("first") with { Kept = 1 });
        run.AppendEvent(new MaskFound(1, "toys", 1, 2, 10, 3, 0.6, 40, 3) { Step = 10 });
        run.AppendEvent(new MaskFound(1, "sports", 2, 2, 10, 3, 0.6, 40, 5) { Step = 10 });
        run.AppendEvent(new RunEnded(RunOutcome.Failed, "The disk is full.") { Step = 10 });
        var troubles = await server.GetAsync<RunTroubles>("/api/v1/runs/first/troubles");
        Assert.Equal([("recovery", "Silo cpu-node-2 was lost."), ("change", "Its domains change (pause 'toys')."), ("failure", "The disk is full.")], troubles.Incidents.Select(incident => (incident.Kind, incident.Reason)));
        Assert.Equal([("sports", 5.0), ("toys", 3.0)], troubles.Slowest.Select(search => (search.Domain, search.Seconds)));
        Assert.Equal((1, 1), (troubles.Recoveries, (await server.GetAsync<RunDetail>("/api/v1/runs/first")).Progress.Recoveries));
    }

    [Fact]
    public async Task Metrics_are_those_of_the_run()
    {
        await using var server = await TestServer.StartAsync();
        await server.AddRunAsync("first");
        var metrics = await server.GetAsync<EvaluationReport>("/api/v1/runs/first/metrics");
        Assert.Equal(("test", 0.77), (metrics.Split, metrics.DomainAuc));
    }

    [Fact]
    public async Task A_run_that_is_not_there_is_answered_with_the_names_near_it()
    {
        await using var server = await TestServer.StartAsync();
        await server.AddRunAsync("first");
        Assert.Equal("There is no run 'fist'. Near it: first.", await server.ProblemAsync(404, HttpMethod.Get, "/api/v1/runs/fist"));
    }

    [Fact]
    public async Task A_run_that_is_damaged_says_what_is_the_matter()
    {
        await using var server = await TestServer.StartAsync();
        await server.AddRunAsync("first");
        await File.WriteAllTextAsync(server.Directory["runs/first/options.json"], "{", TestContext.Current.CancellationToken);
        Assert.Contains("options.json", await server.ProblemAsync(500, HttpMethod.Get, "/api/v1/runs/first"));
    }
}
