using System.Net;
using Aread.Host.Tests.Web;
using Aread.Testing;
using Aread.Training;

namespace Aread.Host.Tests.Api;

public sealed class RunControlEndpointsTests
{
    private const string Runs = "/api/v1/runs";

    public static TheoryData<string, string?> Changes => new()
    {
        { Runs, """{"run":"second","data":"shop"}""" },
        { $"{Runs}/first/stop", null },
        { $"{Runs}/first/resume", null },
    };

    [Fact]
    public async Task A_run_is_begun_on_a_data_set_with_its_options()
    {
        var cluster = new ScriptedCluster();
        await using var server = await TestServer.StartClosedAsync(cluster);
        await SmallDataset.CreateAsync(server.Directory["data/shop"], 40);
        var (response, _) = await server.SendAsync(HttpMethod.Post, Runs, TestServer.OperateToken,
            """{"run":"second","data":"shop","base":true,"options":{"Training:BatchSize":64,"Hei:BottomWidths":[8,4],"Training:LearningRateRule":"Linear"}}""");
        Assert.Equal((HttpStatusCode.Accepted, $"{Runs}/second"), (response.StatusCode, response.Headers.Location?.OriginalString));
        var begun = Assert.Single(cluster.Begun);
        Assert.Equal(("second", server.Directory["runs"], server.Directory["data/shop"], false, false), (begun.Run, begun.RunsDirectory, begun.DataDirectory, begun.Resume, begun.Overwrite));
        Assert.Equal((64, LearningRateRule.Linear, false), (begun.Options.Training.BatchSize, begun.Options.Training.LearningRateRule, begun.Options.Hemp.Enabled));
        Assert.Equal([8, 4], begun.Options.Hei.BottomWidths);
    }

    [Fact]
    public async Task A_run_is_stopped_and_gone_on_with()
    {
        var cluster = new ScriptedCluster();
        await using var server = await TestServer.StartClosedAsync(cluster);
        var (stopped, body) = await server.SendAsync(HttpMethod.Post, $"{Runs}/first/stop", TestServer.OperateToken);
        Assert.Equal((HttpStatusCode.OK, RunOutcome.Stopped), (stopped.StatusCode, AreadJson.Read<RunEnded>(body).Outcome));
        Assert.Equal(HttpStatusCode.Accepted, (await server.SendAsync(HttpMethod.Post, $"{Runs}/first/resume", TestServer.OperateToken)).Response.StatusCode);
        Assert.Equal(["stop first", "resume first"], cluster.Asked);
        Assert.Contains("Near it: first", await server.ProblemAsync(404, HttpMethod.Post, $"{Runs}/fist/stop", TestServer.OperateToken));
    }

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task Who_may_only_look_changes_nothing(string path, string? body)
    {
        var cluster = new ScriptedCluster();
        await using var server = await TestServer.StartClosedAsync(cluster);
        Assert.Contains("role operate is needed", await server.ProblemAsync(403, HttpMethod.Post, path, TestServer.ReadToken, body));
        await server.ProblemAsync(401, HttpMethod.Post, path, null, body);
        Assert.Empty(cluster.Begun);
        Assert.Empty(cluster.Asked);
    }

    [Fact]
    public async Task Every_change_and_every_attempt_at_one_is_written_down_without_its_token()
    {
        await using var server = await TestServer.StartClosedAsync(new ScriptedCluster());
        await server.SendAsync(HttpMethod.Post, $"{Runs}/first/stop", TestServer.OperateToken);
        await server.SendAsync(HttpMethod.Post, $"{Runs}/first/stop", TestServer.ReadToken);
        await server.SendAsync(HttpMethod.Post, $"{Runs}/no%0Aline/stop", "nobody-knows-this-token");
        await server.SendAsync(HttpMethod.Get, $"{Runs}", TestServer.ReadToken);
        await server.SendAsync(HttpMethod.Post, Runs, TestServer.OperateToken, """{"run":"second","data":"shop\nAudit: nobody","overwrite":true,"options":{"Training:Seed":3}}""");
        string[] lines = [.. server.Log.Split('\n').Where(line => line.Contains("Audit", StringComparison.Ordinal))];
        Assert.Equal(4, lines.Length);
        Assert.Contains($"operate POST {Runs} (second on shop Audit: nobody, in place of what is there, Training:Seed=3): 400", lines[3]);
        Assert.Contains($"operate POST {Runs}/first/stop: 200, from 127.0.0.1", lines[0]);
        Assert.Contains($"read POST {Runs}/first/stop: 403", lines[1]);
        Assert.Contains($"nobody POST {Runs}/no%0Aline/stop: 401", lines[2]);
        Assert.DoesNotContain("nobody-knows-this-token", server.Log);
        Assert.DoesNotContain("0123456789abcdef", server.Log);
    }

    [Theory]
    [InlineData("""{"run":"second"}""", "Missing: 'data'")]
    [InlineData("""{"run":"second","data":"shop","sed":1}""", "Unknown key 'sed'")]
    [InlineData("""{"run":"second",""", "The request's body")]
    [InlineData("""{"run":"second","data":"shop","options":{"Training:BatchSise":1}}""", "The nearest is Training:BatchSize")]
    [InlineData("""{"run":"second","data":"shop","options":{"Training:BatchSize":1}}""", "Training:BatchSize = 1")]
    [InlineData("""{"run":"second","data":"shop","options":{"Torch:LibraryPath":"/tmp"}}""", "Torch:LibraryPath cannot be set here")]
    [InlineData("""{"run":"second","data":"shop","options":{"Cluster:ClusterId":"x"}}""", "Cluster:ClusterId cannot be set here")]
    [InlineData("""{"run":"second","data":"shop","options":{"Web:AllowOpen":true}}""", "Web:AllowOpen cannot be set here")]
    public async Task A_request_that_cannot_be_met_says_why(string body, string message)
    {
        var cluster = new ScriptedCluster();
        await using var server = await TestServer.StartAsync(cluster: cluster);
        await SmallDataset.CreateAsync(server.Directory["data/shop"], 40);
        Assert.Contains(message, await server.ProblemAsync(400, HttpMethod.Post, Runs, body: body));
        Assert.Empty(cluster.Begun);
    }

    [Fact]
    public async Task A_name_that_is_taken_is_a_conflict()
    {
        await using var server = await TestServer.StartAsync(cluster: new ScriptedCluster());
        await SmallDataset.CreateAsync(server.Directory["data/shop"], 40);
        Assert.Contains("exists already", await server.ProblemAsync(409, HttpMethod.Post, Runs, body: """{"run":"taken","data":"shop"}"""));
    }

    [Fact]
    public async Task Without_a_cluster_runs_are_only_looked_at()
    {
        await using var server = await TestServer.StartAsync();
        Assert.Contains("has no cluster", await server.ProblemAsync(409, HttpMethod.Post, $"{Runs}/first/stop"));
        Assert.Contains("has no cluster", await server.ProblemAsync(409, HttpMethod.Get, "/api/v1/cluster/silos"));
    }

    [Fact]
    public async Task Silos_and_runs_of_the_cluster_are_listed()
    {
        await using var server = await TestServer.StartAsync(cluster: new ScriptedCluster());
        Assert.Contains("\"address\":\"10.0.0.1:11111\",\"role\":\"Cpu\",\"status\":\"active\"", (await server.SendAsync(HttpMethod.Get, "/api/v1/cluster/silos")).Body);
        Assert.Contains("\"name\":\"first\",\"state\":\"warm-up\"", (await server.SendAsync(HttpMethod.Get, "/api/v1/cluster/runs")).Body);
    }
}
