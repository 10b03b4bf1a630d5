namespace Aread.Distributed.Hosting;

/// <summary>The store in which a cluster keeps its list of silos and the state of its runs.</summary>
public static class ClusterStore
{
    /// <summary>Where it is, for people; without the password.</summary>
    /// <exception cref="AreadException">The connection string is none.</exception>
    public static string Describe(ClusterOptions options) => options.Provider switch
    {
        ClusterProvider.Redis => $"Redis at {RedisStore.Describe(options)}",
        ClusterProvider.PostgreSQL => $"PostgreSQL at {PostgresStore.Describe(options)}",
        _ => $"Localhost, {LocalStore.PathOf(options)}",
    };

    /// <summary>To be called before a silo or a client starts, whose own errors say less. Makes the file of Localhost.</summary>
    /// <exception cref="AreadException">The store cannot be used; the message says which, where and what to do.</exception>
    public static Task CheckAsync(ClusterOptions options, CancellationToken cancellationToken)
    {
        switch (options.Provider)
        {
            case ClusterProvider.Redis:
                return RedisStore.CheckAsync(options, cancellationToken);
            case ClusterProvider.PostgreSQL:
                return PostgresStore.CheckAsync(options, cancellationToken);
            default:
                LocalStore.Prepare(options);
                return Task.CompletedTask;
        }
    }

    /// <summary>Makes the tables of PostgreSQL, or adds what they lack. Localhost and Redis need none of this.</summary>
    /// <returns>False: there was nothing to do.</returns>
    /// <exception cref="AreadException">The store cannot be used.</exception>
    public static async Task<bool> InitializeAsync(ClusterOptions options, CancellationToken cancellationToken)
    {
        if (options.Provider != ClusterProvider.PostgreSQL) return false;
        await PostgresStore.InitializeAsync(options, cancellationToken);
        return true;
    }
}
