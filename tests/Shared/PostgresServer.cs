using System.Diagnostics;

namespace Aread.Testing;

/// <summary>A PostgreSQL of the test's own on a free port, with databases as asked for. It refuses to run as root, so root runs it as user postgres.</summary>
internal sealed class PostgresServer : IAsyncDisposable
{
    private const string Programs = "/usr/lib/postgresql";
    private const string User = "postgres";
    private readonly TemporaryDirectory _directory;
    private readonly Process _process;
    private readonly int _port;

    private PostgresServer(TemporaryDirectory directory, Process process, int port)
    {
        _directory = directory;
        _process = process;
        _port = port;
    }

    public static bool IsInstalled => Folder is not null;

    /// <summary>Why a test is skipped.</summary>
    public static string Missing => $"There is no initdb in {Programs}/*/bin: install the Debian package postgresql.";

    private static string? Folder { get; } = Directory.Exists(Programs)
        ? Directory.EnumerateDirectories(Programs).Select(version => Path.Combine(version, "bin")).Where(folder => File.Exists(Path.Combine(folder, "initdb"))).Max()
        : null;

    public static async Task<PostgresServer> StartAsync()
    {
        var directory = new TemporaryDirectory();
        if (Environment.IsPrivilegedProcess) await ServerProcess.RunAsync("chown", User, directory.Path);
        await ServerProcess.RunAsync("env", AsUser("initdb", "-D", directory["data"], "-U", User, "-A", "trust", "--no-sync"));
        var port = FreePort.Find();
        var process = await ServerProcess.StartAsync("ready to accept connections", "env", AsUser(
            "postgres", "-D", directory["data"], "-p", $"{port}", "-k", directory.Path, "-c", "listen_addresses=127.0.0.1", "-c", "fsync=off"));
        return new PostgresServer(directory, process, port);
    }

    /// <summary>How to reach a database, of which nothing says that it is there.</summary>
    public string ConnectionString(string database) => $"Host=127.0.0.1;Port={_port};Database={database};Username={User};Password=secret";

    /// <summary>An empty database.</summary>
    /// <returns>How to reach it.</returns>
    public async Task<string> CreateDatabaseAsync(string name)
    {
        await ServerProcess.RunAsync("env", AsUser("createdb", "-h", "127.0.0.1", "-p", $"{_port}", "-U", User, name));
        return ConnectionString(name);
    }

    public async ValueTask DisposeAsync()
    {
        await ServerProcess.RunAsync("env", AsUser("pg_ctl", "stop", "-D", _directory["data"], "-m", "immediate", "-w"));
        await _process.WaitForExitAsync();
        _process.Dispose();
        _directory.Dispose();
    }

    private static IEnumerable<string> AsUser(string program, params string[] arguments)
    {
        string[] command = [Path.Combine(Folder!, program), .. arguments];
        return Environment.IsPrivilegedProcess ? ["runuser", "-u", User, "--", .. command] : command;
    }
}
