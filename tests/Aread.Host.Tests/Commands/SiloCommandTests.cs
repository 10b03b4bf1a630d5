using Aread.Distributed.Hosting;
using Aread.Testing;

namespace Aread.Host.Tests.Commands;

public sealed class SiloCommandTests
{
    [Theory]
    [InlineData(ClusterProvider.Localhost)]
    [InlineData(ClusterProvider.Redis)]
    [InlineData(ClusterProvider.PostgreSQL)]
    public async Task Any_silo_of_a_cluster_may_die(ClusterProvider provider)
    {
        await using var cluster = await ClusterSetting.StartAsync(provider);
        Assert.Equal(ExitCode.Done, (await cluster.RunAsync("cluster", "init")).Code);
        await using var first = await cluster.StartSiloAsync();
        await using var second = await cluster.StartSiloAsync("--role", "gpu", "--set", "Torch:Device=cpu");
        Assert.Equal((SiloRole.Cpu, SiloRole.Gpu, 1), (first.Ready.Role, second.Ready.Role, second.Ready.Lanes));
        Assert.Equal(["active", "active"], await StatusAsync(cluster, first, second));

        await first.KillAsync();
        await BecomesAsync(cluster, ["dead", "active"], first, second);

        // Nobody is left to declare this one dead but the next.
        await second.KillAsync();
        await using var third = await cluster.StartSiloAsync();
        await BecomesAsync(cluster, ["dead", "dead", "active"], first, second, third);
        var (code, log) = await third.StopAsync();
        Assert.Equal(ExitCode.Done, code);
        Assert.Contains($"INF Silo {second.Ready.Name} at {second.Ready.Address} has left the cluster", log);
        Assert.DoesNotContain("   at Orleans", log);
        Assert.Equal(["dead"], await StatusAsync(cluster, third));
    }

    [Fact]
    public async Task Ctrl_C_while_it_starts_ends_in_good_order()
    {
        await using var cluster = await ClusterSetting.StartAsync(ClusterProvider.Localhost);
        using var stop = new CancellationTokenSource();
        await stop.CancelAsync();
        var run = await ProgramRun.Of(new ScriptedEngine(), new ProgramSetting { Variables = cluster.Variables }, stop.Token, "silo", "--lanes", "1");
        Assert.Equal(ExitCode.Done, run.Code);
    }

    [Fact]
    public async Task A_store_that_is_not_there_is_named()
    {
        var port = FreePort.Find();
        var run = await ProgramRun.Of("silo", "--set", "Cluster:Provider=Redis", "--set", $"Cluster:ConnectionString=127.0.0.1:{port},password=secret,connectTimeout=500");
        Assert.Equal(ExitCode.UserError, run.Code);
        Assert.Contains($"error: The Redis at 127.0.0.1:{port} cannot be used:", run.Errors);
        Assert.DoesNotContain("secret", run.Errors);
    }

    [Fact]
    public async Task A_database_without_tables_is_named()
    {
        await using var cluster = await ClusterSetting.StartAsync(ClusterProvider.PostgreSQL);
        var run = await cluster.RunAsync("silo");
        Assert.Equal(ExitCode.UserError, run.Code);
        Assert.Contains("Run 'aread cluster init'", run.Errors);
    }

    [Theory]
    [InlineData("Cluster:FailureDetectionSeconds=1", "must be from 2 to 600")]
    [InlineData("Cluster:Provider=Redis", "Cluster:ConnectionString = nothing")]
    [InlineData("Training:Seed=2", "Training:Seed cannot be set here: all else comes with the runs that a silo computes. What can be set is Compute:*, Torch:*, Cluster:*, Web:*.")]
    public async Task An_option_that_cannot_be_used_is_named(string assignment, string message)
    {
        var run = await ProgramRun.Of("silo", "--set", assignment);
        Assert.Equal(ExitCode.UserError, run.Code);
        Assert.Contains(message, run.Errors);
    }

    [Fact]
    public async Task A_gpu_silo_without_a_gpu_says_so()
    {
        await using var cluster = await ClusterSetting.StartAsync(ClusterProvider.Localhost);
        Assert.SkipWhen(Directory.Exists("/proc/driver/nvidia"), "This machine has a GPU.");
        var run = await cluster.RunAsync("silo", "--role", "gpu");
        Assert.Equal(ExitCode.UserError, run.Code);
        Assert.Contains("no usable CUDA device", run.Errors);
    }

    [Fact]
    public async Task A_device_of_the_other_role_is_refused()
    {
        await using var cluster = await ClusterSetting.StartAsync(ClusterProvider.Localhost);
        var run = await cluster.RunAsync("silo", "--set", "Torch:Device=cuda");
        Assert.Equal(ExitCode.UserError, run.Code);
        Assert.Contains("Start it with --role gpu", run.Errors);
    }

    private static Task BecomesAsync(ClusterSetting cluster, string[] expected, params SiloProcess[] silos) =>
        Eventually.IsTrueAsync(async () => expected.SequenceEqual(await StatusAsync(cluster, silos)), TestContext.Current.CancellationToken);

    private static async Task<IEnumerable<string>> StatusAsync(ClusterSetting cluster, params SiloProcess[] silos)
    {
        var run = await cluster.RunAsync("cluster", "show", "--json");
        Assert.Equal(ExitCode.Done, run.Code);
        var listed = AreadJson.Read<IReadOnlyList<SiloEntry>>(run.Output);
        return silos.Select(silo => listed.Single(entry => entry.Address == silo.Ready.Address).Status);
    }
}
