using System.Text.Json;
using Aread.Data;
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
public sealed class RunDirectory : IDisposable
{
    private readonly TimeProvider _time;
    private RunLock? _lock;
    private WriterClaim? _claim;
    private EventLog? _events;

    private RunDirectory(string location, TimeProvider time)
    {
        Location = location;
        Name = Path.GetFileName(location);
        Checkpoints = new CheckpointStore(Path.Combine(location, RunLayout.Checkpoint));
        Description = AreadJson.ReadFile<RunDescription>(PathOf(RunLayout.Description));
        _time = time;
    }

    public string Name { get; }

    /// <summary>Full path of the directory.</summary>
    public string Location { get; }

    public RunDescription Description { get; }

    public CheckpointStore Checkpoints { get; private set; }

    public RunData Data => new(PathOf(RunLayout.Data), Name, Description);

    /// <summary>Directory of the data set that the latest checkpoint goes on with: that of the description, unless domains changed since.</summary>
    public string DataDirectory => Data.DirectoryAt(Checkpoints.TryRead(SavePoint.Latest));

    /// <summary>What became of its domains up to the latest checkpoint.</summary>
    public IReadOnlyList<DomainChange> Changes => RunData.ChangesAt(Checkpoints.TryRead(SavePoint.Latest));

    /// <summary>Larger each time that somebody begins to write the run; 0 for readers.</summary>
    public long Attempt => _claim?.Number ?? 0;

    /// <summary>Events written so far.</summary>
    public long EventCount => _events?.Count ?? 0;

    private EventLog Events => _events ?? throw new InvalidOperationException($"Run '{Name}' was opened for reading.");

    public string ReportPath => PathOf(RunLayout.Report);

    /// <summary>Where the program's own logs go.</summary>
    public string LogDirectory => PathOf(RunLayout.Log);

    /// <summary>Begins a run.</summary>
    /// <exception cref="AreadException">The name is no name, is taken, or belongs to a directory that is no run; the data set is a run's to delete; or the place cannot be written.</exception>
    public static RunDirectory Create(
        string runs, string name, RunDescription description, AreadOptions options, RunConflict onConflict, TimeProvider? time = null)
    {
        var location = RunLayout.Locate(runs, name);
        RunLayout.RefuseDataOfRun(description.Dataset);
        RunLayout.RefuseForeign(location);
        if (onConflict == RunConflict.Refuse) RunLayout.RefuseTaken(location);
        return Hold(location, time, () =>
        {
            if (onConflict == RunConflict.Refuse) RunLayout.RefuseTaken(location);
            RunLayout.Clear(location);
            PendingFile.Replace(Path.Combine(location, RunLayout.Options), JsonSerializer.SerializeToUtf8Bytes(options, AreadJson.Indented));
            PendingFile.Replace(Path.Combine(location, RunLayout.Description), JsonSerializer.SerializeToUtf8Bytes(description, AreadJson.Indented));
        });
    }

    /// <exception cref="AreadException">The name is none.</exception>
    public static bool Exists(string runs, string name) => RunLayout.IsRun(RunLayout.Locate(runs, name));

    /// <summary>Opens a run for reading.</summary>
    /// <exception cref="AreadException">There is no such run, or its description is damaged.</exception>
    public static RunDirectory Open(string runs, string name)
    {
        var location = RunLayout.Locate(runs, name);
        RunLayout.RequireRun(runs, location);
        return new RunDirectory(location, TimeProvider.System);
    }

    /// <summary>Opens a run to go on with it. What a crash left half-written is removed.</summary>
    /// <param name="takeOver">
    /// Go on even if a process still holds the run, since it is known to be out of the cluster. It can write no more than what it was about to.
    /// </param>
    /// <exception cref="AreadException">There is no such run, someone is writing it, or a file of it is damaged.</exception>
    public static RunDirectory Resume(string runs, string name, TimeProvider? time = null, bool takeOver = false)
    {
        var location = RunLayout.Locate(runs, name);
        RunLayout.RequireRun(runs, location);
        return Hold(location, time, static () => { }, takeOver);
    }

    /// <summary>Begins to write the run anew: what this process wrote so far under another attempt is overtaken, wherever it still goes on.</summary>
    /// <exception cref="WriterReplacedException">Another process has begun to.</exception>
    public void BeginAttempt()
    {
        _claim?.RequireHeld();
        _claim = WriterClaim.Make(Location);
        _lock ??= RunLock.TryAcquire(Location);
        Checkpoints = new CheckpointStore(Path.Combine(Location, RunLayout.Checkpoint)) { Attempt = Attempt, Kept = ReadOptions().Training.KeptCheckpoints };
        Checkpoints.BeginWriting();
        Checkpoints.RemoveUnreferenced();
    }

    /// <summary>To be asked before something is written that is no commit, which finds out by itself.</summary>
    /// <exception cref="WriterReplacedException">Another process writes the run now.</exception>
    public void RequireWriter()
    {
        if (_claim is null) throw new InvalidOperationException($"Run '{Name}' was opened for reading.");
        _claim.RequireHeld();
    }

    /// <summary>All runs in a directory by their creation, damaged ones last; none if the directory does not exist.</summary>
    /// <param name="summarize">Where a summary is had otherwise than from the run's files.</param>
    public static IReadOnlyList<RunSummary> List(string runs, Func<RunDirectory, RunSummary>? summarize = null)
    {
        if (!Directory.Exists(runs)) return [];
        var locations = Directory.EnumerateDirectories(Path.GetFullPath(runs)).Where(RunLayout.IsRun);
        return [.. locations.Select(location => Summarize(location, summarize ?? RunSummary.Of)).OrderBy(run => run.Created ?? DateTimeOffset.MaxValue).ThenBy(run => run.Name, StringComparer.Ordinal)];
    }

    /// <exception cref="AreadException">The file is missing or damaged, names an option this program does not know, or one is out of its range.</exception>
    public AreadOptions ReadOptions()
    {
        var options = AreadJson.ReadFile<AreadOptions>(PathOf(RunLayout.Options));
        OptionsValidation.Check(options);
        return options;
    }

    /// <summary>Whether the latest checkpoint can go on with a data set.</summary>
    /// <inheritdoc cref="RunData.Require"/>
    public void RequireDataset(Dataset dataset, bool sameSamples) => Data.Require(dataset, Checkpoints.TryRead(SavePoint.Latest), sameSamples);

    /// <summary>For readers of more than one file: a writer deletes the files of a checkpoint that it replaces.</summary>
    /// <exception cref="AreadException">Another process is writing the run.</exception>
    public void RefuseWhileWritten()
    {
        if (_lock is null && RunLock.IsHeld(Location))
            throw new AreadException($"Run '{Name}' is being trained by another process ({Location}). Wait until it ends, or stop it.");
    }

    /// <summary>Stamps the event with the present time and writes it down.</summary>
    /// <returns>The event as written.</returns>
    /// <exception cref="WriterReplacedException">Another process writes the run now.</exception>
    public RunEvent AppendEvent(RunEvent happened)
    {
        var stamped = happened with { Time = _time.GetUtcNow(), Attempt = Attempt };
        Events.Append(stamped);
        return stamped;
    }

    /// <summary>Every event written, in order; a last line that is not whole is passed over.</summary>
    /// <exception cref="DataFormatException">Another line is damaged.</exception>
    public IEnumerable<RunEvent> ReadEvents() => EventLog.Read(PathOf(EventLog.FileName));

    /// <summary>For who reads the events while they are written.</summary>
    public EventReader FollowEvents() => new(PathOf(EventLog.FileName));

    /// <summary>Length of the file of events and when it was last written: what was read of it holds as long as these stay.</summary>
    public (long Bytes, DateTime Written) EventsMark
    {
        get
        {
            var file = new FileInfo(PathOf(EventLog.FileName));
            return file.Exists ? (file.Length, file.LastWriteTimeUtc) : default;
        }
    }

    /// <summary>The events that led to the present state: what a resumed run took back, by going on from its latest checkpoint, is left out.</summary>
    public IReadOnlyList<RunEvent> ReadHistory() => HistoryOf(ReadEvents());

    /// <inheritdoc cref="ReadHistory"/>
    /// <param name="events">All of a run.</param>
    public static IReadOnlyList<RunEvent> HistoryOf(IEnumerable<RunEvent> events)
    {
        var history = new List<(long Number, RunEvent Event)>();
        var number = 0L;
        foreach (var happened in events)
        {
            if (happened is RunStarted { Kept: { } kept }) history.RemoveAll(earlier => earlier.Number >= kept);
            else if (happened is RunStarted start) TakeBack(history, start.Step);
            history.Add((number++, happened));
        }
        return [.. history.Select(entry => entry.Event)];
    }

    public void WriteMasks(MaskReport masks) => Write(RunLayout.Masks, JsonSerializer.SerializeToUtf8Bytes(masks, AreadJson.Compact));

    /// <summary>Null if none were written.</summary>
    public MaskReport? ReadMasks() => Read<MaskReport>(RunLayout.Masks);

    public void WriteMetrics(EvaluationReport metrics) => Write(RunLayout.Metrics, JsonSerializer.SerializeToUtf8Bytes(metrics, AreadJson.Indented));

    /// <summary>Null if none were written.</summary>
    public EvaluationReport? ReadMetrics() => Read<EvaluationReport>(RunLayout.Metrics);

    public void Dispose()
    {
        _events?.Dispose();
        _lock?.Dispose();
    }

    private static RunDirectory Hold(string location, TimeProvider? time, Action prepare, bool takeOver = false)
    {
        RunLock? held = null;
        RunDirectory? run = null;
        try
        {
            Directory.CreateDirectory(location);
            held = takeOver ? RunLock.TryAcquire(location) : RunLock.Acquire(location, Path.GetFileName(location));
            prepare();
            run = new RunDirectory(location, time ?? TimeProvider.System) { _lock = held };
            run.BeginAttempt();
            run.Data.RemoveTorn();
            run.Data.RemoveUnused(run.Checkpoints);
            run._events = new EventLog(run.PathOf(EventLog.FileName), run.RequireWriter);
            return run;
        }
        catch (Exception fault)
        {
            run?.Dispose();
            held?.Dispose();
            if (StorageFault.Is(fault)) throw StorageFault.Of(location, fault);
            throw;
        }
    }

    /// <summary>A crash can come between a checkpoint and its event; then the steps alone tell what was taken back.</summary>
    private static void TakeBack(List<(long Number, RunEvent Event)> history, long step)
    {
        var checkpoint = history.FindLastIndex(earlier => earlier.Event is CheckpointCommitted { Pointer: "latest" } && earlier.Event.Step == step);
        if (checkpoint >= 0) history.RemoveRange(checkpoint + 1, history.Count - checkpoint - 1);
        else if (step == 0) history.Clear();
        else history.RemoveAll(earlier => earlier.Event.Step > step || earlier.Event is RunEnded);
    }

    private static RunSummary Summarize(string location, Func<RunDirectory, RunSummary> summarize)
    {
        try
        {
            using var run = new RunDirectory(location, TimeProvider.System);
            return summarize(run);
        }
        catch (AreadException fault)
        {
            return RunSummary.Damaged(Path.GetFileName(location), fault.Message);
        }
    }

    private string PathOf(string file) => Path.Combine(Location, file);

    private T? Read<T>(string file) where T : class => File.Exists(PathOf(file)) ? AreadJson.ReadFile<T>(PathOf(file)) : null;

    private void Write(string file, byte[] content)
    {
        RequireWriter();
        PendingFile.Replace(PathOf(file), content);
    }
}
