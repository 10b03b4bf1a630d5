using Aread.Distributed.Grains;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Aread.Distributed.Hosting;

/// <summary>A client's connection to its cluster, made when it is first used.</summary>
/// <param name="cluster">Checked already.</param>
internal sealed class ClusterConnection(ILoggerFactory loggers, ClusterOptions cluster, TimeProvider time) : IAsyncDisposable
{
    /// <summary>A silo that lets nobody in, as for want of a certificate, is asked again and again.</summary>
    private static readonly TimeSpan LongestConnect = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan LongestRelease = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim _connecting = new(1);
    private IHost? _client;

    /// <exception cref="AreadException">The cluster has no living silo, or none answers.</exception>
    public async Task<IServiceProvider> OpenAsync(CancellationToken cancellationToken)
    {
        await _connecting.WaitAsync(cancellationToken);
        try
        {
            _client ??= await ConnectAsync(cancellationToken);
            return _client.Services;
        }
        finally
        {
            _connecting.Release();
        }
    }

    public async Task<IGrainFactory> GrainsAsync(CancellationToken cancellationToken) => (await OpenAsync(cancellationToken)).GetRequiredService<IGrainFactory>();

    public AreadException Silent(Exception fault) =>
        new($"No silo of cluster '{cluster.ClusterId}' ({ClusterStore.Describe(cluster)}) answers: {fault.Message} 'aread cluster show' lists them.", fault);

    public async ValueTask DisposeAsync()
    {
        if (_client is null) return;
        await _client.StopAsync();
        await ((IAsyncDisposable)_client).DisposeAsync();
        _client = null;
    }

    private async Task<IHost> ConnectAsync(CancellationToken cancellationToken)
    {
        var silos = await ClusterDirectory.ReadAsync(cluster, time, cancellationToken);
        if (!silos.Any(silo => silo.Status == SiloEntry.Active))
            throw new AreadException($"Cluster '{cluster.ClusterId}' ({ClusterStore.Describe(cluster)}) has no living silo. Start one with 'aread silo', or name another cluster with --set Cluster:...");
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Services.AddSingleton(loggers);
        builder.UseOrleansClient(client => client.UseAreadCluster(cluster));
        var host = builder.Build();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var starting = host.StartAsync(limit.Token);
        try
        {
            await starting.WaitAsync(LongestConnect, time, cancellationToken);
            return host;
        }
        catch (Exception fault)
        {
            starting.Ignore();
            await limit.CancelAsync();
            await ((IAsyncDisposable)host).DisposeAsync().AsTask().WaitAsync(LongestRelease, time, CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (Loss.Is(fault) && !cancellationToken.IsCancellationRequested) throw Silent(fault);
            throw;
        }
    }
}
