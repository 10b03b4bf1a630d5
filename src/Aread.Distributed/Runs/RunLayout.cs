using System.Text.RegularExpressions;
using Aread.Distributed.Storage;

namespace Aread.Distributed.Runs;

/// <summary>What lies where in a run's directory, and which directories are runs.</summary>
internal static partial class RunLayout
{
    public const string Description = "run.json";
    public const string Options = "options.json";
    public const string Masks = "masks.json";
    public const string Metrics = "metrics.json";
    public const string Report = "report.html";
    public const string Checkpoint = "checkpoint";
    public const string Log = "log";

    /// <summary>What the run trains on since its domains changed: a data set for each change.</summary>
    public const string Data = "data";

    private const int NamesInMessages = 20;

    /// <summary>Files of the run itself; the description first, since a directory without it is no run.</summary>
    private static readonly string[] Files = [Description, Options, EventLog.FileName, Masks, Metrics, Report];

    /// <exception cref="AreadException">The name is none.</exception>
    public static string Locate(string runs, string name) => ValidName().IsMatch(name)
        ? Path.Combine(Path.GetFullPath(runs), name)
        : throw new AreadException($"'{name}' cannot be the name of a run. Use letters, digits, '-', '_' and '.', up to 100, beginning with a letter or digit.");

    public static bool IsRun(string location) => File.Exists(Path.Combine(location, Description));

    /// <exception cref="AreadException">There is no run; the message names those that are there.</exception>
    public static void RequireRun(string runs, string location)
    {
        if (IsRun(location)) return;
        var others = Directory.Exists(runs) ? Directory.EnumerateDirectories(runs).Where(IsRun).Select(Path.GetFileName).Order(StringComparer.Ordinal).ToArray() : [];
        var known = others.Length == 0 ? "There are no runs there." : $"Runs there: {string.Join(", ", others.Take(NamesInMessages))}{(others.Length > NamesInMessages ? ", ..." : ".")}";
        throw new AreadException($"There is no run '{Path.GetFileName(location)}' in {Path.GetFullPath(runs)}. {known}");
    }

    /// <exception cref="AreadException">There is a run.</exception>
    public static void RefuseTaken(string location)
    {
        if (IsRun(location))
            throw new AreadException($"Run '{Path.GetFileName(location)}' exists already ({location}). Resume it (--resume), replace it (--overwrite), or choose another name.");
    }

    /// <exception cref="AreadException">The data set is of a change of a run's domains: the run deletes it when no checkpoint needs it any more.</exception>
    public static void RefuseDataOfRun(string dataset)
    {
        var data = Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(dataset)));
        if (Path.GetFileName(data) == Data && Path.GetDirectoryName(data) is { } owner && IsRun(owner))
            throw new AreadException($"{dataset} is a data set of run '{Path.GetFileName(owner)}', which deletes it after a later change of its domains. Copy {data} as a whole to another place, and name the data set there.");
    }

    /// <exception cref="AreadException">The directory is no run and holds what no run leaves behind.</exception>
    public static void RefuseForeign(string location)
    {
        if (!Directory.Exists(location) || IsRun(location)) return;
        string[] known = [.. Files, Checkpoint, Data, Log, RunLock.FileName, WriterClaim.DirectoryName];
        var foreign = Directory.EnumerateFileSystemEntries(location).Select(path => Path.GetFileName(path))
            .FirstOrDefault(entry => !known.Contains(entry) && Path.GetExtension(entry) != PendingFile.TemporaryExtension);
        if (foreign is not null) throw new AreadException($"{location} is no run and holds '{foreign}'. Choose another name, or another directory for runs.");
    }

    /// <summary>Deletes a run but for its logs and its lock.</summary>
    public static void Clear(string location)
    {
        foreach (var file in Files) File.Delete(Path.Combine(location, file));
        foreach (var torn in Directory.EnumerateFiles(location, $"*{PendingFile.TemporaryExtension}")) File.Delete(torn);
        foreach (var directory in new[] { Path.Combine(location, Checkpoint), Path.Combine(location, Data) })
            if (Directory.Exists(directory)) Directory.Delete(directory, recursive: true);
    }

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9._-]{0,99}\z", RegexOptions.CultureInvariant)]
    private static partial Regex ValidName();
}
