using System.Globalization;
using Aread.Distributed.Hosting;
using Aread.Testing;

namespace Aread.Host.Tests.Cluster;

/// <summary>The silos of a cluster, and how they are harmed.</summary>
internal sealed class ChaosCluster(ClusterSetting cluster, string run) : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    private readonly List<SiloProcess> _all = [];
    private readonly List<SiloProcess> _living = [];

    public async Task AddAsync()
    {
        var silo = await cluster.StartSiloAsync();
        _all.Add(silo);
        _living.Add(silo);
    }

    /// <summary>
    /// <c>kill WHO</c>, <c>stop WHO</c> (as SIGTERM does), <c>pause WHO for SECONDS</c>, <c>hang WHO</c> (until the others take it for dead; then it comes
    /// back), <c>start silo</c>, <c>pause store for SECONDS</c>, <c>restart store</c>. WHO is <c>coordinator</c>, or <c>worker</c>: the first that is not.
    /// </summary>
    public Task DoAsync(string fault) => fault.Split(' ') switch
    {
        ["start", "silo"] => AddAsync(),
        ["restart", "store"] => cluster.Redis.RestartAsync(),
        ["pause", "store", "for", var seconds] => PauseAsync(cluster.Redis.PauseAsync, cluster.Redis.ContinueAsync, seconds),
        ["pause", var who, "for", var seconds] when Find(who) is var silo => PauseAsync(silo.PauseAsync, silo.ContinueAsync, seconds),
        ["kill", var who] => Lose(who).KillAsync(),
        ["stop", var who] => StopAsync(Lose(who)),
        ["hang", var who] => HangAsync(Lose(who)),
        _ => throw new FormatException($"There is no fault '{fault}'."),
    };

    public async ValueTask DisposeAsync()
    {
        foreach (var silo in _all) await silo.DisposeAsync();
    }

    private SiloProcess Lose(string who)
    {
        var silo = Find(who);
        _living.Remove(silo);
        return silo;
    }

    private SiloProcess Find(string who)
    {
        var coordinator = RunWriter.ProcessOf(cluster.Directory["runs"], run);
        return who switch
        {
            "coordinator" => _living.First(silo => silo.Id == coordinator),
            "worker" => _living.First(silo => silo.Id != coordinator),
            _ => throw new FormatException($"Nobody is '{who}'."),
        };
    }

    private static async Task StopAsync(SiloProcess silo)
    {
        var (code, log) = await silo.StopAsync();
        Assert.True(code == ExitCode.Done, log);
    }

    private async Task HangAsync(SiloProcess silo)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Limit);
        await silo.PauseAsync();
        await Eventually.IsTrueAsync(() => IsDeadAsync(silo), limit.Token);
        await silo.ContinueAsync();
        Assert.NotEqual(ExitCode.Done, (await silo.EndAsync()).Code);
    }

    // On a busy machine the store may answer too late; then it is asked again.
    private async Task<bool> IsDeadAsync(SiloProcess silo)
    {
        var shown = await cluster.RunAsync("cluster", "show", "--json");
        if (shown.Code == ExitCode.Done) return AreadJson.Read<IReadOnlyList<SiloEntry>>(shown.Output).Single(entry => entry.Address == silo.Ready.Address).Status == "dead";
        TestContext.Current.SendDiagnosticMessage("cluster show: {0}", shown.Errors);
        return false;
    }

    // The time is the fault; there is nothing else to wait for.
    private static async Task PauseAsync(Func<Task> pause, Func<Task> resume, string seconds)
    {
        await pause();
        await Task.Delay(TimeSpan.FromSeconds(int.Parse(seconds, CultureInfo.InvariantCulture)), TestContext.Current.CancellationToken);
        await resume();
    }
}
