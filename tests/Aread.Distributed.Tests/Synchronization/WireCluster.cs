using System.Collections.Concurrent;
using Aread.Distributed.Grains;
using Aread.Distributed.Hosting;
using Aread.Distributed.Tests.Hosting;
using Aread.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Aread.Distributed.Tests.Synchronization;

/// <summary>Two silos that train, and a client. A message over <see cref="LargestMessage"/> breaks what it belongs to.</summary>
public sealed class WireCluster : IAsyncLifetime
{
    public const int LargestMessage = 4 << 20;

    private readonly List<IHost> _hosts = [];

    internal TemporaryDirectory Directory { get; } = new();

    internal ConcurrentBag<WireMessage> Messages { get; } = [];

    internal IServiceProvider Silo => _hosts[0].Services;

    internal IGrainFactory Client => _hosts[^1].Services.GetRequiredService<IGrainFactory>();

    public async ValueTask InitializeAsync()
    {
        var options = new ClusterOptions { Directory = Directory["cluster"] };
        for (var i = 0; i < 2; i++) _hosts.Add(await ClusterHosts.StartSiloAsync(options, Configure));
        foreach (var silo in _hosts.ToArray())
        {
            var roster = silo.Services.GetRequiredService<SiloRoster>();
            await Eventually.IsTrueAsync(() => Task.FromResult(roster.Active(SiloRole.Cpu).Count == 2), TestContext.Current.CancellationToken);
        }
        _hosts.Add(await ClusterHosts.StartClientAsync(options));
    }

    /// <summary>A grain, and one that is in the same silo or in the other.</summary>
    public async Task<(IWireGrain One, IWireGrain Other)> PairAsync(bool apart)
    {
        var one = Client.GetGrain<IWireGrain>($"{Guid.NewGuid()}");
        var place = await one.WhereAsync();
        while (true)
        {
            var other = Client.GetGrain<IWireGrain>($"{Guid.NewGuid()}");
            if (await other.WhereAsync() != place == apart) return (one, other);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var host in _hosts.AsEnumerable().Reverse())
        {
            await host.StopAsync();
            host.Dispose();
        }
        Directory.Dispose();
    }

    private void Configure(ISiloBuilder silo)
    {
        silo.AddAread(SmallOptions.Create(), SiloRole.Cpu, RecoveryOptions.Embedded);
        silo.Services.AddSingleton(Messages);
        silo.AddIncomingGrainCallFilter<WireMeter>();
        silo.Configure<Orleans.Configuration.SiloMessagingOptions>(messaging => messaging.MaxMessageBodySize = LargestMessage);
    }
}
