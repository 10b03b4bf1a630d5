using StackExchange.Redis;

namespace Aread.Distributed.Hosting;

/// <summary>A cluster's keys in Redis.</summary>
internal static class RedisStore
{
    public static string Describe(ClusterOptions options) => string.Join(", ", Parse(options).EndPoints.Select(point => EndPointCollection.ToString(point)));

    /// <exception cref="AreadException">Redis cannot be reached.</exception>
    public static async Task CheckAsync(ClusterOptions options, CancellationToken cancellationToken)
    {
        try
        {
            await using var redis = await ConnectionMultiplexer.ConnectAsync(Parse(options)).WaitAsync(cancellationToken);
            await redis.GetDatabase().PingAsync().WaitAsync(cancellationToken);
        }
        catch (Exception fault) when (fault is RedisException or TimeoutException)
        {
            throw new AreadException($"The Redis at {Describe(options)} cannot be used: {Reason(fault)} "
                + "Check that it runs, and host, port and password in Cluster:ConnectionString (host:6379,password=WORD).", fault);
        }
    }

    /// <exception cref="AreadException">The connection string is none.</exception>
    public static ConfigurationOptions Parse(ClusterOptions options)
    {
        try
        {
            var parsed = ConfigurationOptions.Parse(options.ConnectionString!);
            if (parsed.EndPoints.Count > 0) return parsed;
        }
        catch (ArgumentException)
        {
        }
        throw new AreadException("Cluster:ConnectionString is none for Redis. Write it as HOST:6379,password=WORD.");
    }

    // The library's messages go on about its inner state after the first sentence.
    private static string Reason(Exception fault) => fault.Message.Split(". ")[0].TrimEnd('.') + ".";
}
