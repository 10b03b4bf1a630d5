using Microsoft.Extensions.Hosting;
using Orleans.Configuration;
using Orleans.Runtime.MembershipService.SiloMetadata;
using Orleans.Versions.Compatibility;
using Orleans.Versions.Selector;

namespace Aread.Distributed.Hosting;

/// <summary>Makes a silo or a client one of a cluster.</summary>
public static class ClusterBuilderExtensions
{
    private const int LargestMessage = 8 << 20;

    /// <summary>Longer calls say so themselves.</summary>
    private static readonly TimeSpan LongestCall = TimeSpan.FromSeconds(60);

    /// <summary>The silo's place in the cluster: membership, endpoints, role, and the grain storage <see cref="RunStore.Name"/>.</summary>
    /// <param name="options">Checked already. See <see cref="ClusterStore.CheckAsync"/> for the store.</param>
    /// <exception cref="AreadException">The file of Localhost cannot be made, certificates cannot be used, or an option cannot be understood.</exception>
    public static ISiloBuilder UseAreadCluster(this ISiloBuilder silo, ClusterOptions options)
    {
        silo.Configure<Orleans.Configuration.ClusterOptions>(cluster => Name(cluster, options));
        silo.Configure<EndpointOptions>(endpoint => endpoint.Configure(options));
        silo.Configure<ClusterMembershipOptions>(membership => membership.Configure(options));
        silo.Configure<SiloMessagingOptions>(Limit);
        silo.Configure<SiloConnectionOptions>(connections =>
        {
            connections.ConfigureSiloInboundConnection(WireTraffic.Count);
            connections.ConfigureSiloOutboundConnection(WireTraffic.Count);
            connections.ConfigureGatewayInboundConnection(WireTraffic.Count);
        });
        if (ClusterTls.Load(options) is { } tls) silo.UseTls(tls.Apply);
        silo.Configure<SiloOptions>(named => named.SiloName = SiloEntry.NameOf(options.Role));
        silo.Configure<GrainVersioningOptions>(Upgrade);
        silo.UseSiloMetadata(new Dictionary<string, string> { [SiloRoles.MetadataKey] = options.Role.Name() });
        if (options.Provider == ClusterProvider.Redis)
        {
            var redis = RedisStore.Parse(options);
            return silo
                .UseRedisClustering(clustering => clustering.ConfigurationOptions = redis)
                .AddRedisGrainStorage(RunStore.Name, storage => (storage.ConfigurationOptions, storage.DeleteStateOnClear) = (redis, true));
        }
        var (invariant, connection) = Sql(options);
        return silo
            .UseAdoNetClustering((AdoNetClusteringSiloOptions clustering) => (clustering.Invariant, clustering.ConnectionString) = (invariant, connection))
            .AddAdoNetGrainStorage(RunStore.Name, (AdoNetGrainStorageOptions storage) =>
                (storage.Invariant, storage.ConnectionString, storage.DeleteStateOnClear) = (invariant, connection, true));
    }

    /// <summary>A client of the cluster, which finds the silos in the cluster's store.</summary>
    /// <inheritdoc cref="UseAreadCluster(ISiloBuilder, ClusterOptions)"/>
    public static IClientBuilder UseAreadCluster(this IClientBuilder client, ClusterOptions options)
    {
        client.Configure<Orleans.Configuration.ClusterOptions>(cluster => Name(cluster, options));
        client.Configure<ClientMessagingOptions>(Limit);
        client.Services.LetAreadExceptionsTravel();
        client.AddActivityPropagation().AddOutgoingGrainCallFilter<WireVersionFilter>();
        client.Configure<ClientConnectionOptions>(connections => connections.ConfigureConnection(WireTraffic.Count));
        if (ClusterTls.Load(options) is { } tls) client.UseTls(tls.Apply);
        client.Configure<GatewayOptions>(gateway => gateway.GatewayListRefreshPeriod = ClusterMembership.Refresh(options));
        if (options.Provider == ClusterProvider.Redis)
        {
            var redis = RedisStore.Parse(options);
            return client.UseRedisClustering(clustering => clustering.ConfigurationOptions = redis);
        }
        var (invariant, connection) = Sql(options);
        return client.UseAdoNetClustering((AdoNetClusteringClientOptions clustering) => (clustering.Invariant, clustering.ConnectionString) = (invariant, connection));
    }

    // One name for both: runs of one cluster are not those of another in the same store.
    private static void Name(Orleans.Configuration.ClusterOptions cluster, ClusterOptions options) => cluster.ClusterId = cluster.ServiceId = options.ClusterId;

    // Orleans' defaults, which upgrades of one silo after the other build on: a newer silo knows all that an older one asks, and not the other way
    // round, so a newer call moves a grain out of an older silo; and an older coordinator may use old silos and new ones alike.
    private static void Upgrade(GrainVersioningOptions versions) => (versions.DefaultCompatibilityStrategy, versions.DefaultVersionSelectorStrategy) =
        (nameof(BackwardCompatible), nameof(AllCompatibleVersions));

    private static void Limit(MessagingOptions messaging)
    {
        messaging.MaxMessageBodySize = LargestMessage;
        messaging.ResponseTimeout = LongestCall;
    }

    private static (string Invariant, string Connection) Sql(ClusterOptions options)
    {
        if (options.Provider == ClusterProvider.PostgreSQL) return (PostgresStore.Invariant, options.ConnectionString!);
        LocalStore.Prepare(options);
        return (LocalStore.Invariant, LocalStore.ConnectionString(options));
    }
}
