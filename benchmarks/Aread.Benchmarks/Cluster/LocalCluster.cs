using Aread.Benchmarks.Silos;
using Aread.Distributed.Hosting;
using Microsoft.Extensions.Logging.Abstractions;

namespace Aread.Benchmarks.Cluster;

/// <summary>Silo processes on this machine and a client of theirs, in a temporary directory.</summary>
internal sealed class LocalCluster : IAsyncDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("aread-benchmark-").FullName;
    private readonly List<SiloProcess> _silos = [];
    private readonly SiloOrder _order;
    private int _runs;

    private LocalCluster(SiloOrder order)
    {
        _order = order with { Directory = Path.Combine(_directory, "cluster") };
        var cluster = new ClusterOptions { Directory = _order.Directory, FailureDetectionSeconds = order.FailureDetectionSeconds };
        Engine = new ClusterEngine(NullLoggerFactory.Instance, cluster, TimeProvider.System);
    }

    public ClusterEngine Engine { get; }

    public IReadOnlyList<SiloProcess> Silos => _silos;

    public string Runs => Path.Combine(_directory, "runs");

    /// <param name="order">Its directory does not count.</param>
    public static async Task<LocalCluster> StartAsync(int silos, SiloOrder order)
    {
        var cluster = new LocalCluster(order);
        try
        {
            for (var silo = 0; silo < silos; silo++) await cluster.AddAsync();
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    public async Task AddAsync() => _silos.Add(await SiloProcess.StartAsync(_order));

    /// <summary>Takes a silo that has ended, or shall, off the list.</summary>
    public async Task RemoveAsync(SiloProcess silo)
    {
        _silos.Remove(silo);
        await silo.DisposeAsync();
    }

    public TrainRequest NextRun(string data, AreadOptions options) => new($"run-{++_runs}", Runs, data, options, Resume: false, Overwrite: false);

    public async Task<ClusterReading> ReadAsync(bool collect = false)
    {
        var sent = await SocketTraffic.ReadAsync([.. _silos.Select(silo => silo.Greeting)]);
        return new ClusterReading(await Task.WhenAll(_silos.Select(silo => silo.ReadAsync(collect))), sent, MachineUse.Read());
    }

    public async ValueTask DisposeAsync()
    {
        await Engine.DisposeAsync();
        foreach (var silo in _silos) await silo.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }
}
