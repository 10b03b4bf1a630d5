using Aread.Host.Tests.Cluster;
using Aread.Testing;

namespace Aread.Host.Tests.Network;

/// <summary>A cluster of hosts with one silo each. Its Redis is in the hub, and its client on a host of its own.</summary>
internal sealed class NetworkCluster : IAsyncDisposable
{
    private readonly SiloProcess[] _silos;

    private NetworkCluster(PrivateNetwork network, ClusterSetting setting, int silos) => (Network, Setting, _silos) = (network, setting, new SiloProcess[silos]);

    public PrivateNetwork Network { get; }

    public ClusterSetting Setting { get; }

    private ProgramPlace Client => new(AppContext.BaseDirectory, Network.Enter(_silos.Length));

    /// <param name="shape">Of all links; null = as fast as they are.</param>
    public static async Task<NetworkCluster> StartAsync(int silos, int detectionSeconds = 3, LinkShape? shape = null)
    {
        Assert.SkipUnless(RedisServer.IsInstalled, RedisServer.Missing);
        var network = await PrivateNetwork.StartAsync(silos + 1);
        try
        {
            if (shape is not null) await network.ShapeAsync(shape);
            var setting = ClusterSetting.Of(await RedisServer.StartAsync(PrivateNetwork.HubAddress, network.Hub));
            setting.Set("FailureDetectionSeconds", $"{detectionSeconds}");
            var cluster = new NetworkCluster(network, setting, silos);
            for (var host = 0; host < silos; host++) cluster._silos[host] = await cluster.StartSiloAsync(host);
            return cluster;
        }
        catch
        {
            await network.DisposeAsync();
            throw;
        }
    }

    public SiloProcess SiloOf(int host) => _silos[host];

    /// <summary>Lets the cluster train a run and follows it to its end.</summary>
    public async Task<RunHashes> TrainAsync(SmallRuns runs, string run)
    {
        using var client = ProgramProcess.Start(Client, Setting.Directory.Path, Setting.Variables, [.. runs.Arguments(run), "--connect"]);
        return runs.EndedWell(run, await ProgramProcess.EndAsync(client));
    }

    /// <summary>The host with the run's coordinator, or the first without.</summary>
    public int HostOf(string run, bool coordinator)
    {
        var process = RunWriter.ProcessOf(Setting.Directory["runs"], run);
        return Array.FindIndex(_silos, silo => silo.Id == process == coordinator);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var silo in _silos) await silo.DisposeAsync();
        await Setting.DisposeAsync();
        await Network.DisposeAsync();
    }

    private Task<SiloProcess> StartSiloAsync(int host) => SiloProcess.StartAsync(
        new ProgramPlace(AppContext.BaseDirectory, Network.Enter(host)), Setting.Directory.Path, Setting.Variables, "--set", $"Cluster:Address={PrivateNetwork.AddressOf(host)}");
}
