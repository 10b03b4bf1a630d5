using System.Text.Json;
using System.Text.RegularExpressions;
using Aread.Distributed.Checkpoints;
using Aread.Distributed.Storage;
using Aread.Evaluation;
using Aread.Hemp;
using Aread.Training;

namespace Aread.Distributed.Runs;

/// <summary>
/// What a run leaves on disk, in <c>&lt;runs&gt;/&lt;NAME&gt;/</c>. Opened by <see cref="Create"/> or <see cref="Resume"/> it is held by this one
/// writer until disposed; opened by <see cref="Open"/> it is only read, also while someone else writes it. Every file but the event log appears whole
/// or not at all.
/// </summary>
public sealed partial class RunDirectory : IDisposable
{
    private const string DescriptionFile = "run.json";
    private const string OptionsFile = "options.json";
    private const string MasksFile = "masks.json";
    private const string MetricsFile = "metrics.json";
    private const string ReportFile = "report.html";
    private const string CheckpointFolder = "checkpoint";
    private const string LogFolder = "log";

    private readonly RunLock? _lock;
    private readonly EventLog? _events;
    private readonly TimeProvider _time;

    private RunDirectory(string location, RunLock? held, TimeProvider time)
    {
        Location = location;
        Name = Path.GetFileName(location);
        Checkpoints = new CheckpointStore(Path.Combine(location, CheckpointFolder));
        Description = AreadJson.ReadFile<RunDescription>(PathOf(DescriptionFile));
        _lock = held;
        _time = time;
        if (held is null) return;
        _events = new EventLog(PathOf(EventLog.FileName));
        Checkpoints.RemoveUnreferenced();
    }

    public string Name { get; }

    /// <summary>Full path of the directory.</summary>
    public string Location { get; }

    public RunDescription Description { get; }

    public CheckpointStore Checkpoints { get; }

    public string ReportPath => PathOf(ReportFile);

    /// <summary>Where the program's own logs go.</summary>
    public string LogDirectory => PathOf(LogFolder);

    /// <summary>Begins a run.</summary>
    /// <exception cref="AreadException">The name is no name, is taken, or belongs to a directory that is no run; or the place cannot be written.</exception>
    public static RunDirectory Create(
        string runs, string name, RunDescription description, AreadOptions options, RunConflict onConflict, TimeProvider? time = null)
    {
        var location = LocationOf(runs, name);
        RefuseForeign(location);
        if (onConflict == RunConflict.Refuse) RefuseTaken(location);
        CreateFolder(location);
        return Hold(location, time, () =>
        {
            if (onConflict == RunConflict.Refuse) RefuseTaken(location);
            Clear(location);
            PendingFile.Replace(Path.Combine(location, OptionsFile), JsonSerializer.SerializeToUtf8Bytes(options, AreadJson.Indented));
            PendingFile.Replace(Path.Combine(location, DescriptionFile), JsonSerializer.SerializeToUtf8Bytes(description, AreadJson.Indented));
        });
    }

    /// <summary>Opens a run for reading.</summary>
    /// <exception cref="AreadException">There is no such run, or its description is damaged.</exception>
    public static RunDirectory Open(string runs, string name)
    {
        var location = LocationOf(runs, name);
        RequireRun(runs, name, location);
        return new RunDirectory(location, null, TimeProvider.System);
    }

    /// <summary>Opens a run to go on with it. What a crash left half-written is removed.</summary>
    /// <exception cref="AreadException">There is no such run, someone is writing it, or a file of it is damaged.</exception>
    public static RunDirectory Resume(string runs, string name, TimeProvider? time = null)
    {
        var location = LocationOf(runs, name);
        RequireRun(runs, name, location);
        return Hold(location, time, static () => { });
    }

    /// <summary>All runs in a directory by their creation, damaged ones last; none if the directory does not exist.</summary>
    public static IReadOnlyList<RunSummary> List(string runs)
    {
        if (!Directory.Exists(runs)) return [];
        var locations = Directory.EnumerateDirectories(Path.GetFullPath(runs)).Where(IsRun);
        return [.. locations.Select(Summarize).OrderBy(run => run.Created ?? DateTimeOffset.MaxValue).ThenBy(run => run.Name, StringComparer.Ordinal)];
    }

    /// <exception cref="AreadException">The file is missing or damaged, or names an option this program does not know.</exception>
    public AreadOptions ReadOptions() => AreadJson.ReadFile<AreadOptions>(PathOf(OptionsFile));

    /// <summary>Stamps the event with the present time and writes it down.</summary>
    /// <returns>The event as written.</returns>
    public RunEvent AppendEvent(RunEvent happened)
    {
        RequireWriter();
        var stamped = happened with { Time = _time.GetUtcNow() };
        _events!.Append(stamped);
        return stamped;
    }

    /// <summary>Every event written, in order; a last line that is not whole is passed over.</summary>
    /// <exception cref="Data.DataFormatException">Another line is damaged.</exception>
    public IEnumerable<RunEvent> ReadEvents() => EventLog.Read(PathOf(EventLog.FileName));

    /// <summary>The events that led to the present state: what a resumed run took back, by going on from an earlier step, is left out.</summary>
    public IReadOnlyList<RunEvent> ReadHistory()
    {
        var history = new List<RunEvent>();
        foreach (var happened in ReadEvents())
        {
            if (happened is RunStarted start) history.RemoveAll(earlier => earlier.Step > start.Step || earlier is RunEnded);
            history.Add(happened);
        }
        return history;
    }

    public void WriteMasks(MaskReport masks) => Write(MasksFile, JsonSerializer.SerializeToUtf8Bytes(masks, AreadJson.Compact));

    /// <summary>Null if none were written.</summary>
    public MaskReport? ReadMasks() => Read<MaskReport>(MasksFile);

    public void WriteMetrics(EvaluationReport metrics) => Write(MetricsFile, JsonSerializer.SerializeToUtf8Bytes(metrics, AreadJson.Indented));

    /// <summary>Null if none were written.</summary>
    public EvaluationReport? ReadMetrics() => Read<EvaluationReport>(MetricsFile);

    public void Dispose()
    {
        _events?.Dispose();
        _lock?.Dispose();
    }

    private static RunDirectory Hold(string location, TimeProvider? time, Action prepare)
    {
        var held = RunLock.Acquire(location, Path.GetFileName(location));
        try
        {
            prepare();
            return new RunDirectory(location, held, time ?? TimeProvider.System);
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    private static RunSummary Summarize(string location)
    {
        try
        {
            using var run = new RunDirectory(location, null, TimeProvider.System);
            return RunSummary.Of(run, RunLock.IsHeld(location));
        }
        catch (AreadException fault)
        {
            return RunSummary.Damaged(Path.GetFileName(location), fault.Message);
        }
    }

    private static string LocationOf(string runs, string name) => ValidName().IsMatch(name)
        ? Path.Combine(Path.GetFullPath(runs), name)
        : throw new AreadException($"'{name}' cannot be the name of a run. Use letters, digits, '-', '_' and '.', up to 100, beginning with a letter or digit.");

    private static bool IsRun(string location) => File.Exists(Path.Combine(location, DescriptionFile));

    private static void RequireRun(string runs, string name, string location)
    {
        if (IsRun(location)) return;
        var others = Directory.Exists(runs) ? Directory.EnumerateDirectories(runs).Where(IsRun).Select(Path.GetFileName).Order(StringComparer.Ordinal).Take(20).ToArray() : [];
        var known = others.Length == 0 ? "There are no runs there." : $"Runs there: {string.Join(", ", others)}.";
        throw new AreadException($"There is no run '{name}' in {Path.GetFullPath(runs)}. {known}");
    }

    private static void RefuseTaken(string location)
    {
        if (IsRun(location))
            throw new AreadException($"Run '{Path.GetFileName(location)}' exists already ({location}). Resume it (--resume), replace it (--overwrite), or choose another name.");
    }

    private static void RefuseForeign(string location)
    {
        if (!Directory.Exists(location) || IsRun(location)) return;
        string[] known = [OptionsFile, EventLog.FileName, MasksFile, MetricsFile, ReportFile, CheckpointFolder, LogFolder, RunLock.FileName];
        var foreign = Directory.EnumerateFileSystemEntries(location).Select(path => Path.GetFileName(path))
            .FirstOrDefault(entry => !known.Contains(entry) && Path.GetExtension(entry) != PendingFile.TemporaryExtension);
        if (foreign is not null) throw new AreadException($"{location} is no run and holds '{foreign}'. Choose another name, or another directory for runs.");
    }

    private static void CreateFolder(string location)
    {
        try
        {
            Directory.CreateDirectory(location);
        }
        catch (Exception fault) when (PendingFile.IsStorageFault(fault))
        {
            throw PendingFile.Failed(location, fault);
        }
    }

    private static void Clear(string location)
    {
        string[] files = [DescriptionFile, OptionsFile, EventLog.FileName, MasksFile, MetricsFile, ReportFile];
        foreach (var file in files) File.Delete(Path.Combine(location, file));
        var checkpoint = Path.Combine(location, CheckpointFolder);
        if (Directory.Exists(checkpoint)) Directory.Delete(checkpoint, recursive: true);
    }

    private string PathOf(string file) => Path.Combine(Location, file);

    private T? Read<T>(string file) where T : class => File.Exists(PathOf(file)) ? AreadJson.ReadFile<T>(PathOf(file)) : null;

    private void Write(string file, byte[] content)
    {
        RequireWriter();
        PendingFile.Replace(PathOf(file), content);
    }

    private void RequireWriter()
    {
        if (_events is null) throw new InvalidOperationException($"Run '{Name}' is opened for reading.");
    }

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9._-]{0,99}\z", RegexOptions.CultureInvariant)]
    private static partial Regex ValidName();
}
