using Aread.Distributed.Hosting;
using Aread.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Aread.Distributed.Tests.Hosting;

/// <summary>Silos and clients of a cluster inside the test.</summary>
internal static class ClusterHosts
{
    /// <summary>A silo on ports of its own.</summary>
    public static async Task<IHost> StartSiloAsync(ClusterOptions options, Action<ISiloBuilder>? configure = null)
    {
        var builder = Empty();
        builder.UseOrleans(silo =>
        {
            silo.UseAreadCluster(options with { SiloPort = FreePort.Find(), GatewayPort = FreePort.Find() });
            configure?.Invoke(silo);
        });
        return await StartAsync(builder);
    }

    public static async Task<IHost> StartClientAsync(ClusterOptions options)
    {
        var builder = Empty();
        builder.UseOrleansClient(client => client.UseAreadCluster(options));
        return await StartAsync(builder);
    }

    /// <summary>Two silos and a client of theirs, ended with the test.</summary>
    public static async Task RunPairAsync(ClusterOptions first, ClusterOptions second, Func<IHost, IHost, IGrainFactory, Task> test)
    {
        using var one = await StartSiloAsync(first);
        using var two = await StartSiloAsync(second);
        using var client = await StartClientAsync(first);
        await test(one, two, client.Services.GetRequiredService<IGrainFactory>());
        foreach (var host in new[] { client, two, one }) await host.StopAsync(TestContext.Current.CancellationToken);
    }

    private static HostApplicationBuilder Empty() => Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });

    private static async Task<IHost> StartAsync(HostApplicationBuilder builder)
    {
        var host = builder.Build();
        await host.StartAsync(TestContext.Current.CancellationToken);
        return host;
    }
}
