using System.Net;
using Aread.Data;
using Aread.Distributed.Runs;
using Aread.Evaluation;
using Aread.Host.Api;
using Aread.Host.Tests.Web;
using Aread.Testing;

namespace Aread.Host.Tests.Api;

public sealed class EvaluationEndpointsTests
{
    private const string First = "/api/v1/runs/first/evaluations";

    private readonly TaskCompletionSource<EvaluationReport> _gate = new(TaskCreationOptions.RunContinuationsAsynchronously);

    [Fact]
    public async Task A_run_is_scored_by_the_cluster_and_the_scores_are_read_when_they_are_there()
    {
        var cluster = Held();
        await using var server = await ServerAsync(cluster);
        await SmallDataset.CreateAsync(server.Directory["data/shop"], 40);
        var (response, body) = await server.SendAsync(HttpMethod.Post, First, TestServer.OperateToken, """{"split":"valid","data":"shop","options":{"Torch:Device":"cuda:1","Compute:ThreadsPerLane":2}}""");
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        var begun = AreadJson.Read<RunEvaluation>(body);
        Assert.Equal(("first", "valid", "shop", EvaluationState.Running, $"{First}/{begun.Id}"), (begun.Run, begun.Split, begun.Data, begun.State, response.Headers.Location?.OriginalString));

        RunEvaluation now = begun;
        await Eventually.IsTrueAsync(async () => (now = await ReadAsync(server, begun.Id)).Share == 0.25, TestContext.Current.CancellationToken);
        Assert.Equal((EvaluationState.Running, null), (now.State, now.Report));
        _gate.SetResult(Stories.Report("valid", 0.7));
        now = await ReadAsync(server, begun.Id, "?wait=30");
        Assert.Equal((EvaluationState.Finished, 1), (now.State, now.Share));
        Assert.Equivalent(Stories.Report("valid", 0.7), now.Report);
        Assert.NotNull(now.Ended);

        var asked = Assert.Single(cluster.Evaluated);
        Assert.Equal(("first", server.Directory["runs"], server.Directory["data/shop"], Split.Valid), (asked.Run, asked.RunsDirectory, asked.DataDirectory, asked.Split));
        Assert.Equal(("cuda:1", 2), (asked.Torch.Device, asked.Compute.ThreadsPerLane));
    }

    [Fact]
    public async Task A_request_without_a_body_is_for_the_test_split_of_the_runs_own_data()
    {
        var cluster = new ScriptedCluster();
        await using var server = await ServerAsync(cluster);
        await BeginAsync(server, "first");
        await Eventually.IsTrueAsync(() => Task.FromResult(cluster.Evaluated.Count == 1), TestContext.Current.CancellationToken);
        Assert.Equal((Split.Test, null), (cluster.Evaluated[0].Split, cluster.Evaluated[0].DataDirectory));
    }

    [Fact]
    public async Task One_that_is_ended_is_broken_off_and_forgotten()
    {
        var cluster = Held();
        await using var server = await ServerAsync(cluster);
        var id = await BeginAsync(server, "first");
        Assert.Equal(HttpStatusCode.NoContent, (await server.SendAsync(HttpMethod.Delete, $"{First}/{id}", TestServer.OperateToken)).Response.StatusCode);
        Assert.Contains($"There is no evaluation '{id}' of run 'first' here", await server.ProblemAsync(404, HttpMethod.Get, $"{First}/{id}", TestServer.ReadToken));
        Assert.Contains("ask for another", await server.ProblemAsync(404, HttpMethod.Delete, $"{First}/{id}", TestServer.OperateToken));
        // Its place is free again.
        await BeginAsync(server, "first");
    }

    [Fact]
    public async Task While_a_run_is_scored_nothing_else_is_done_with_it()
    {
        var cluster = Held();
        await using var server = await ServerAsync(cluster);
        await SmallDataset.CreateAsync(server.Directory["data/shop"], 40);
        var address = $"{First}/{await BeginAsync(server, "first")}";
        foreach (var (path, body) in new[]
        {
            (First, "{}"), ("/api/v1/runs/first/resume", ""), ("/api/v1/runs", """{"run":"first","data":"shop","overwrite":true}"""), ("/api/v1/runs/first/domains/d0/pause", ""),
        })
            Assert.Contains($"is being scored: {address}", await server.ProblemAsync(409, HttpMethod.Post, path, TestServer.OperateToken, body));
        Assert.Empty(cluster.Asked);
        Assert.Empty(cluster.Begun);
        _gate.SetResult(Stories.Report("test", 0.7));
        await server.SendAsync(HttpMethod.Get, $"{address}?wait=30", TestServer.ReadToken);
        Assert.Equal(HttpStatusCode.Accepted, (await server.SendAsync(HttpMethod.Post, "/api/v1/runs/first/resume", TestServer.OperateToken)).Response.StatusCode);
    }

    [Fact]
    public async Task No_more_than_a_few_are_under_way()
    {
        await using var server = await ServerAsync(Held());
        string[] runs = [.. Enumerable.Range(0, Evaluations.MostUnderWay + 1).Select(i => $"run-{i}")];
        foreach (var run in runs)
        {
            await server.AddRunAsync(run);
            await server.AddBestAsync(run);
        }
        var ids = new List<string>();
        foreach (var run in runs[1..]) ids.Add(await BeginAsync(server, run));
        Assert.Contains("runs are being scored", await server.ProblemAsync(429, HttpMethod.Post, "/api/v1/runs/run-0/evaluations", TestServer.OperateToken));
        await server.SendAsync(HttpMethod.Delete, $"/api/v1/runs/run-1/evaluations/{ids[0]}", TestServer.OperateToken);
        await BeginAsync(server, "run-0");
    }

    [Theory]
    [InlineData(true, "Run 'first' has no best checkpoint.")]
    [InlineData(false, "This is a fault of the program; the details are in its log.")]
    public async Task One_that_fails_says_why(bool isMendable, string reason)
    {
        await using var server = await ServerAsync(new ScriptedCluster
        {
            Evaluate = _ => throw (isMendable ? new AreadException("Run 'first' has no best checkpoint.") : new InvalidOperationException("inner workings")),
        });
        var failed = await ReadAsync(server, await BeginAsync(server, "first"), "?wait=30");
        Assert.Equal((EvaluationState.Failed, reason, null), (failed.State, failed.Reason, failed.Report));
        Assert.Equal(!isMendable, server.Log.Contains("Scoring run", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Those_of_a_run_are_listed()
    {
        await using var server = await ServerAsync(new ScriptedCluster());
        var first = await BeginAsync(server, "first");
        await ReadAsync(server, first, "?wait=30");
        var second = await BeginAsync(server, "first");
        Assert.Equal([first, second], AreadJson.Read<RunEvaluation[]>((await server.SendAsync(HttpMethod.Get, First, TestServer.ReadToken)).Body).Select(evaluation => evaluation.Id));
    }

    [Theory]
    [InlineData("first", """{"split":"train"}""", 400, "split must be valid or test")]
    [InlineData("first", """{"split":"all"}""", 400, "one of these words")]
    [InlineData("first", """{"data":"shup"}""", 404, "There is no data set 'shup'")]
    [InlineData("first", """{"data":"../runs"}""", 400, "cannot be the name of a data set")]
    [InlineData("first", """{"options":{"Torch:LibraryPath":"/tmp"}}""", 400, "Torch:LibraryPath cannot be set here")]
    [InlineData("first", """{"options":{"Training:BatchSize":64}}""", 400, "scored with the options it was trained with")]
    [InlineData("fist", "{}", 404, "There is no run 'fist'. Near it: first.")]
    public async Task A_request_that_cannot_be_met_says_why(string run, string body, int status, string message)
    {
        var cluster = new ScriptedCluster();
        await using var server = await ServerAsync(cluster);
        Assert.Contains(message, await server.ProblemAsync(status, HttpMethod.Post, $"/api/v1/runs/{run}/evaluations", TestServer.OperateToken, body));
        Assert.Empty(cluster.Evaluated);
    }

    [Fact]
    public async Task What_is_known_to_be_impossible_is_not_begun()
    {
        var cluster = new ScriptedCluster();
        await using var server = await ServerAsync(cluster);
        await server.AddRunAsync("empty");
        Assert.Contains("Run 'empty' has no best checkpoint yet", await server.ProblemAsync(404, HttpMethod.Post, "/api/v1/runs/empty/evaluations", TestServer.OperateToken));
        using (RunDirectory.Resume(server.Directory["runs"], "first"))
            Assert.Contains("is being trained by another process", await server.ProblemAsync(409, HttpMethod.Post, First, TestServer.OperateToken));
        Assert.Empty(cluster.Evaluated);
        await BeginAsync(server, "first");
    }

    [Fact]
    public async Task Who_may_only_look_begins_and_ends_none_and_every_attempt_is_written_down()
    {
        var cluster = Held();
        await using var server = await ServerAsync(cluster);
        Assert.Contains("role operate is needed", await server.ProblemAsync(403, HttpMethod.Post, First, TestServer.ReadToken));
        var id = await BeginAsync(server, "first");
        await server.ProblemAsync(403, HttpMethod.Delete, $"{First}/{id}", TestServer.ReadToken);
        Assert.Equal(EvaluationState.Running, (await ReadAsync(server, id)).State);
        await server.ProblemAsync(401, HttpMethod.Get, $"{First}/{id}");
        string[] lines = [.. server.Log.Split('\n').Where(line => line.Contains("Audit", StringComparison.Ordinal))];
        Assert.Equal(3, lines.Length);
        Assert.Contains($"read POST {First}: 403", lines[0]);
        Assert.Contains($"operate POST {First} (Test of its data set): 202", lines[1]);
        Assert.Contains($"read DELETE {First}/{id}: 403", lines[2]);
    }

    [Fact]
    public async Task Without_a_cluster_nothing_is_scored()
    {
        await using var server = await ServerAsync(null);
        Assert.Contains("has no cluster", await server.ProblemAsync(409, HttpMethod.Post, First, TestServer.OperateToken));
    }

    private static async Task<TestServer> ServerAsync(ScriptedCluster? cluster)
    {
        var server = await TestServer.StartClosedAsync(cluster);
        await server.AddRunAsync("first");
        await server.AddBestAsync("first");
        return server;
    }

    private static async Task<string> BeginAsync(TestServer server, string run)
    {
        var (response, body) = await server.SendAsync(HttpMethod.Post, $"/api/v1/runs/{run}/evaluations", TestServer.OperateToken);
        Assert.True(response.StatusCode == HttpStatusCode.Accepted, body);
        return AreadJson.Read<RunEvaluation>(body).Id;
    }

    private static async Task<RunEvaluation> ReadAsync(TestServer server, string id, string query = "")
    {
        var (response, body) = await server.SendAsync(HttpMethod.Get, $"{First}/{id}{query}", TestServer.ReadToken);
        Assert.True(response.StatusCode == HttpStatusCode.OK, body);
        return AreadJson.Read<RunEvaluation>(body);
    }

    private ScriptedCluster Held() => new() { Evaluate = stop => _gate.Task.WaitAsync(stop) };
}
