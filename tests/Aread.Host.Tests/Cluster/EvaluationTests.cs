using System.Net;
using System.Net.Http.Headers;
using Aread.Distributed.Hosting;
using Aread.Evaluation;
using Aread.Host.Api;
using Aread.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Aread.Host.Tests.Cluster;

/// <summary>Silos score a run to the same numbers as one process does.</summary>
[Collection(nameof(RunsInClusters))]
public sealed class EvaluationTests
{
    [Fact]
    public async Task A_run_scored_over_HTTP_has_the_scores_that_the_program_prints()
    {
        await using var cluster = await ClusterSetting.StartAsync(ClusterProvider.Localhost);
        var runs = await SmallRuns.CreateAsync(cluster);
        await runs.TrainAloneAsync("first");
        await using var serving = await cluster.StartSiloAsync("--http", $"127.0.0.1:{FreePort.Find()}", "--set", $"Web:RunsDirectory={runs.Path}");
        await using var second = await cluster.StartSiloAsync();
        // It computes otherwise, and is done without.
        await using var unfit = await cluster.StartSiloAsync("--set", "Compute:ThreadsPerLane=2");
        using var client = new HttpClient { BaseAddress = new Uri(serving.Ready.Http!) };
        foreach (var split in new[] { "test", "valid" }) Assert.Equal(await PrintedAsync(runs, split), await ScoredAsync(client, split));
    }

    private static async Task<string> PrintedAsync(SmallRuns runs, string split)
    {
        await using var engine = new EmbeddedEngine(NullLoggerFactory.Instance);
        var printed = await ProgramRun.Of(engine, "evaluate", "--run", "first", "--runs", runs.Path, "--split", split, "--json");
        Assert.True(printed.Code == ExitCode.Done, printed.Errors);
        return AreadJson.Write(AreadJson.Read<EvaluationReport>(printed.Output));
    }

    private static async Task<string> ScoredAsync(HttpClient client, string split)
    {
        using var body = new StringContent($$"""{"split":"{{split}}"}""", MediaTypeHeaderValue.Parse("application/json"));
        var begun = await client.PostAsync("/api/v1/runs/first/evaluations", body, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Accepted, begun.StatusCode);
        RunEvaluation evaluation;
        do evaluation = AreadJson.Read<RunEvaluation>(await client.GetStringAsync($"{begun.Headers.Location}?wait=30", TestContext.Current.CancellationToken));
        while (evaluation.State == EvaluationState.Running);
        Assert.True(evaluation.State == EvaluationState.Finished, evaluation.Reason);
        return AreadJson.Write(evaluation.Report);
    }
}
