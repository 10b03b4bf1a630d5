using System.Net;
using Aread.Host.Tests.Web;
using Aread.Testing;

namespace Aread.Host.Tests.Api;

public sealed class DomainControlEndpointsTests
{
    private const string Domains = "/api/v1/runs/first/domains";

    public static TheoryData<string, string, string?> Changes => new()
    {
        { "POST", Domains, """{"domain":"sports","data":"shop"}""" },
        { "DELETE", $"{Domains}/sports", null },
        { "POST", $"{Domains}/sports/pause", null },
        { "POST", $"{Domains}/sports/resume", null },
        { "POST", $"{Domains}/sports/append", """{"data":"shop"}""" },
    };

    [Fact]
    public async Task Domains_come_go_rest_and_grow()
    {
        var cluster = new ScriptedCluster();
        await using var server = await TestServer.StartClosedAsync(cluster);
        await SmallDataset.CreateAsync(server.Directory["data/shop"], 40);
        foreach (var (method, path, body) in Changes.Select(change => change.Data))
            Assert.Equal(HttpStatusCode.Accepted, (await server.SendAsync(new HttpMethod(method), path, TestServer.OperateToken, body)).Response.StatusCode);
        var data = server.Directory["data/shop"];
        Assert.Equal([$"Add sports of first {data} 1", "Remove sports of first  0", "Pause sports of first  0", "Resume sports of first  0", $"Append sports of first {data} 1"], cluster.Asked);
        Assert.Contains($"operate POST {Domains} (sports from shop): 202", server.Log);
        Assert.Contains($"operate POST {Domains}/sports/append (from shop): 202", server.Log);
        Assert.Contains($"operate DELETE {Domains}/sports: 202", server.Log);
    }

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task Who_may_only_look_changes_nothing(string method, string path, string? body)
    {
        var cluster = new ScriptedCluster();
        await using var server = await TestServer.StartClosedAsync(cluster);
        Assert.Contains("role operate is needed", await server.ProblemAsync(403, new HttpMethod(method), path, TestServer.ReadToken, body));
        await server.ProblemAsync(401, new HttpMethod(method), path, null, body);
        Assert.Empty(cluster.Asked);
    }

    [Theory]
    [InlineData(404, """{"domain":"sports","data":"shap"}""", "There is no data set 'shap'")]
    [InlineData(400, """{"domain":"sports","data":"../../etc"}""", "")]
    [InlineData(400, """{"domain":"sports"}""", "Missing: 'data'")]
    [InlineData(400, """{"domain":"sports","data":"shop","epochs":-1}""", "epochs must be 0 or more, not -1.")]
    [InlineData(409, """{"domain":"taken","data":"shop"}""", "There is a domain 'taken' already.")]
    public async Task What_cannot_be_done_is_said(int status, string body, string message)
    {
        await using var server = await TestServer.StartAsync(cluster: new ScriptedCluster());
        await SmallDataset.CreateAsync(server.Directory["data/shop"], 40);
        Assert.Contains(message, await server.ProblemAsync(status, HttpMethod.Post, Domains, body: body));
    }

    [Fact]
    public async Task A_run_that_the_cluster_does_not_have_is_not_found()
    {
        await using var server = await TestServer.StartAsync(cluster: new ScriptedCluster());
        Assert.Contains("Near it: first", await server.ProblemAsync(404, HttpMethod.Delete, "/api/v1/runs/fist/domains/sports"));
    }
}
