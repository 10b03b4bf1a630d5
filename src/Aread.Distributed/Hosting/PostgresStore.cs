using System.Net.Sockets;
using Npgsql;

namespace Aread.Distributed.Hosting;

/// <summary>A cluster's tables in PostgreSQL.</summary>
internal static class PostgresStore
{
    public const string Invariant = "Npgsql";

    /// <summary>Held while the tables are made, so that two who do it at once do not meet half-way.</summary>
    private const long SchemaLock = 0x61726561645F636C;

    /// <summary>Host, port and database.</summary>
    public static string Describe(ClusterOptions options)
    {
        var parts = Parse(options);
        return $"{parts.Host}:{parts.Port}, database '{parts.Database ?? parts.Username}'";
    }

    /// <exception cref="AreadException">The database cannot be reached, or lacks the tables.</exception>
    public static async Task CheckAsync(ClusterOptions options, CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await OpenAsync(options, cancellationToken);
            await using var command = new NpgsqlCommand("SELECT count(*) FROM OrleansQuery", connection);
            if (await command.ExecuteScalarAsync(cancellationToken) is > 0L) return;
        }
        catch (PostgresException fault) when (fault.SqlState == PostgresErrorCodes.UndefinedTable)
        {
        }
        throw new AreadException($"The PostgreSQL at {Describe(options)} lacks the tables of a cluster. Run 'aread cluster init' with the same settings, once.");
    }

    /// <summary>Makes the tables, or adds what they lack.</summary>
    /// <exception cref="AreadException">The database cannot be reached, or its user may not make tables.</exception>
    public static async Task InitializeAsync(ClusterOptions options, CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(options, cancellationToken);
        try
        {
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            await using (var gate = new NpgsqlCommand($"SELECT pg_advisory_xact_lock({SchemaLock})", connection, transaction)) await gate.ExecuteNonQueryAsync(cancellationToken);
            await using (var script = new NpgsqlCommand(SqlScript.PostgreSql, connection, transaction)) await script.ExecuteNonQueryAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }
        catch (PostgresException fault)
        {
            throw new AreadException($"The tables of a cluster cannot be made in the PostgreSQL at {Describe(options)}: {fault.MessageText}. "
                + "The user needs the right to create tables in the schema (GRANT CREATE ON SCHEMA public).", fault);
        }
    }

    private static async Task<NpgsqlConnection> OpenAsync(ClusterOptions options, CancellationToken cancellationToken)
    {
        var connection = new NpgsqlConnection(Parse(options).ToString());
        try
        {
            await connection.OpenAsync(cancellationToken);
            return connection;
        }
        catch (Exception fault) when (fault is NpgsqlException or SocketException or TimeoutException)
        {
            await connection.DisposeAsync();
            var reason = fault is PostgresException refusal ? refusal.MessageText : (fault.InnerException ?? fault).Message;
            throw new AreadException($"The PostgreSQL at {Describe(options)} cannot be used: {reason.TrimEnd('.')}. "
                + "Check that it runs, and host, database, user and password in Cluster:ConnectionString.", fault);
        }
    }

    private static NpgsqlConnectionStringBuilder Parse(ClusterOptions options)
    {
        try
        {
            return new NpgsqlConnectionStringBuilder(options.ConnectionString);
        }
        catch (Exception fault) when (fault is ArgumentException or FormatException)
        {
            throw new AreadException("Cluster:ConnectionString is none for PostgreSQL. Write it as Host=HOST;Port=5432;Database=aread;Username=NAME;Password=WORD.", fault);
        }
    }
}
