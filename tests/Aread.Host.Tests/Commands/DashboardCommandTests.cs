using System.Net;
using Aread.Distributed.Hosting;
using Aread.Host.Tests.Web;
using Aread.Host.Web;
using Aread.Testing;

namespace Aread.Host.Tests.Commands;

public sealed class DashboardCommandTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public DashboardCommandTests() => Directory.CreateDirectory(_directory["runs"]);

    [Fact]
    public async Task Runs_of_a_directory_are_served_until_it_is_stopped()
    {
        var address = $"127.0.0.1:{FreePort.Find()}";
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var serving = ProgramRun.Of(new ScriptedEngine(), new ProgramSetting(), stop.Token, "dashboard", "--runs", _directory["runs"], "--http", address);
        using var client = new HttpClient { BaseAddress = new Uri($"http://{address}") };
        await Eventually.IsTrueAsync(async () => serving.IsCompleted || await IsReadyAsync(client), TestContext.Current.CancellationToken);
        Assert.Equal("[]", await client.GetStringAsync("/api/v1/runs", TestContext.Current.CancellationToken));
        await stop.CancelAsync();
        var run = await serving;
        Assert.Equal((ExitCode.Done, ""), (run.Code, run.Errors));
        Assert.Contains($"Ready: http://{address} shows the runs in", run.Output);
    }

    [Fact]
    public async Task A_silo_serves_its_cluster_and_tells_probes_that_it_is_ready()
    {
        await using var cluster = await ClusterSetting.StartAsync(ClusterProvider.Localhost);
        var tokens = _directory.Write("tokens", $"read alice {TestServer.ReadToken}");
        await using var silo = await cluster.StartSiloAsync("--http", $"127.0.0.1:{FreePort.Find()}", "--set", $"Web:TokenFile={tokens}");
        using var nobody = new HttpClient { BaseAddress = new Uri(silo.Ready.Http!) };
        foreach (var path in new[] { "/api/v1/cluster/silos", "/orleans/", "/orleans/index.min.js", "/orleans/DashboardCounters" })
            Assert.Equal(HttpStatusCode.Unauthorized, (await nobody.GetAsync(path, TestContext.Current.CancellationToken)).StatusCode);
        using var client = new HttpClient { BaseAddress = nobody.BaseAddress };
        client.DefaultRequestHeaders.Authorization = new("Bearer", TestServer.ReadToken);
        foreach (var path in new[] { HealthEndpoints.Startup, HealthEndpoints.Live, HealthEndpoints.Ready })
            Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(path, TestContext.Current.CancellationToken)).StatusCode);
        var silos = AreadJson.Read<SiloEntry[]>(await client.GetStringAsync("/api/v1/cluster/silos", TestContext.Current.CancellationToken));
        Assert.Equal((silo.Ready.Address, "active"), (silos.Single().Address, silos.Single().Status));
        var loads = AreadJson.Read<SiloLoad[]>(await client.GetStringAsync("/api/v1/cluster/loads", TestContext.Current.CancellationToken));
        Assert.Equal(silo.Ready.Address, loads.Single().Address);
        Assert.True(loads[0].ManagedBytes > 0);
        Assert.Contains(silo.Ready.Name, await client.GetStringAsync("/cluster", TestContext.Current.CancellationToken));
        Assert.Contains("<title>Orleans Dashboard</title>", await client.GetStringAsync("/orleans/", TestContext.Current.CancellationToken));
        await Eventually.IsTrueAsync(
            async () => await client.GetAsync("/orleans/DashboardCounters", TestContext.Current.CancellationToken) is { IsSuccessStatusCode: true } told
                && (await told.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Contains(silo.Ready.Address, StringComparison.Ordinal),
            TestContext.Current.CancellationToken);
        Assert.Equal("[]", await client.GetStringAsync("/api/v1/cluster/runs", TestContext.Current.CancellationToken));
        Assert.Equal(ExitCode.Done, (await silo.StopAsync()).Code);
    }

    [Theory]
    [InlineData("can be reached from other machines", "--http", "0.0.0.0:8080")]
    [InlineData("must be an address and a port", "--http", "8080")]
    [InlineData("others on this machine can read arguments", "--set", "Web:OperateToken=0123456789abcdef")]
    [InlineData("Training:Seed cannot be set here", "--set", "Training:Seed=2")]
    public async Task What_cannot_be_served_is_said_at_once(string message, params string[] arguments)
    {
        var run = await ProgramRun.Of(["dashboard", "--runs", _directory["runs"], .. arguments]);
        Assert.Equal(ExitCode.UserError, run.Code);
        Assert.Contains(message, run.Errors);
        Assert.DoesNotContain("0123456789abcdef", run.Errors);
    }

    public void Dispose() => _directory.Dispose();

    private static async Task<bool> IsReadyAsync(HttpClient client)
    {
        try
        {
            return (await client.GetAsync(HealthEndpoints.Ready, TestContext.Current.CancellationToken)).IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
