namespace Aread.Distributed.Hosting;

/// <summary>The scripts of <c>cluster/sql</c>, which travel inside this library.</summary>
internal static class SqlScript
{
    public static string PostgreSql { get; } = Read("PostgreSQL");

    public static string Sqlite { get; } = Read("SQLite");

    private static string Read(string name)
    {
        using var stream = typeof(SqlScript).Assembly.GetManifestResourceStream($"Aread.Distributed.{name}.sql")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
