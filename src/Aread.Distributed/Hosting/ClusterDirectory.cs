using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Aread.Distributed.Hosting;

/// <summary>The list of a cluster's silos, read from its store: no silo need live.</summary>
public static class ClusterDirectory
{
    /// <summary>The living first, then the latest.</summary>
    /// <exception cref="AreadException">The store cannot be used.</exception>
    public static async Task<IReadOnlyList<SiloEntry>> ReadAsync(ClusterOptions options, TimeProvider time, CancellationToken cancellationToken)
    {
        await ClusterStore.CheckAsync(options, cancellationToken);
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.UseOrleans(silo => silo.UseAreadCluster(options));
        using var silo = builder.Build();
        var table = silo.Services.GetRequiredService<IMembershipTable>();
        await table.InitializeMembershipTableAsync(true, cancellationToken);
        var members = await table.ReadAllAsync(cancellationToken);
        var silence = TimeSpan.FromSeconds(options.FailureDetectionSeconds);
        return
        [
            .. members.Members
                .Select(member => SiloEntry.Of(member.Item1, silence, time.GetUtcNow()))
                .OrderBy(silo => silo.Status == "dead")
                .ThenByDescending(silo => silo.Since),
        ];
    }
}
