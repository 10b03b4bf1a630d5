using Aread.Distributed.Hosting;

namespace Aread.Host.Tests.Commands;

public sealed class ClusterCommandTests
{
    [Fact]
    public async Task A_cluster_without_silos_says_how_to_start_one()
    {
        await using var cluster = await ClusterSetting.StartAsync(ClusterProvider.Localhost);
        var run = await cluster.RunAsync("cluster", "show");
        Assert.Equal(ExitCode.Done, run.Code);
        Assert.Contains("Start one: aread silo", run.Output.ReplaceLineEndings(" "));
    }

    [Fact]
    public async Task Only_a_database_needs_tables()
    {
        await using var cluster = await ClusterSetting.StartAsync(ClusterProvider.Localhost);
        var run = await cluster.RunAsync("cluster", "init");
        Assert.Equal(ExitCode.Done, run.Code);
        Assert.Contains("Nothing to do", run.Output);
        Assert.False(Directory.Exists(cluster.Directory["cluster"]));
    }

    [Fact]
    public async Task The_silos_are_a_table()
    {
        await using var cluster = await ClusterSetting.StartAsync(ClusterProvider.Localhost);
        await using var silo = await cluster.StartSiloAsync();
        var run = await cluster.RunAsync("cluster", "show");
        var row = Assert.Single(run.Output.Split('\n'), line => line.Contains(silo.Ready.Address, StringComparison.Ordinal));
        Assert.Contains("cpu", row);
        Assert.Contains("active", row);
        Assert.Contains(Environment.MachineName, row);
    }

    [Fact]
    public async Task Only_the_cluster_can_be_set()
    {
        var run = await ProgramRun.Of("cluster", "show", "--set", "Compute:Lanes=2");
        Assert.Equal(ExitCode.UserError, run.Code);
        Assert.Contains("Compute:Lanes cannot be set here: this command only looks for a cluster.", run.Errors);
    }
}
