using Microsoft.Data.Sqlite;

namespace Aread.Distributed.Hosting;

/// <summary>The SQLite file of a cluster on one machine. No process owns it, so any silo may die.</summary>
internal static class LocalStore
{
    /// <summary>The name under which Orleans loads Microsoft.Data.Sqlite.</summary>
    public const string Invariant = "System.Data.SQLite";

    private const string FileName = "cluster.sqlite";
    private const int SecondsToWaitForOthers = 30;

    public static string PathOf(ClusterOptions options) => Path.Combine(Path.GetFullPath(options.Directory ?? DefaultDirectory()), FileName);

    public static string ConnectionString(ClusterOptions options) =>
        new SqliteConnectionStringBuilder { DataSource = PathOf(options), DefaultTimeout = SecondsToWaitForOthers }.ToString();

    /// <summary>Makes the file if it is not there, and what it lacks. Several processes may do so at once.</summary>
    /// <exception cref="AreadException">It cannot be made, or is something else.</exception>
    public static void Prepare(ClusterOptions options)
    {
        var path = PathOf(options);
        try
        {
            System.IO.Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            using var connection = new SqliteConnection(ConnectionString(options));
            connection.Open();
            Execute(connection, null, "PRAGMA journal_mode = WAL");
            using var transaction = connection.BeginTransaction(deferred: false);
            Execute(connection, transaction, SqlScript.Sqlite);
            transaction.Commit();
        }
        catch (Exception fault) when (fault is SqliteException or IOException or UnauthorizedAccessException)
        {
            throw new AreadException($"The cluster's file {path} cannot be used: {fault.Message} "
                + "Free the place, or choose another directory with --set Cluster:Directory=DIR, the same for all silos.", fault);
        }
    }

    private static string DefaultDirectory()
    {
        var data = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
        return Path.Combine(data.Length > 0 ? data : Path.GetTempPath(), "aread", "cluster");
    }

    private static void Execute(SqliteConnection connection, SqliteTransaction? transaction, string sql)
    {
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
