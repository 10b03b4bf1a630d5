using System.Globalization;
using System.Text.Json;
using Aread.Data.Import;

namespace Aread.Data.Published;

/// <summary>
/// The directory <c>OUT.importing</c>: files of finished steps, each in a directory of its own that appears by one rename. An import of the same files that
/// was broken off goes on after its last finished step; if anything differs it starts clean. One process at a time.
/// </summary>
internal sealed class Preparation : IDisposable
{
    private const string RecordFile = "preparation.json";
    private const string LockFile = "lock";
    private const string RejectsFile = "rejected.csv";

    private static readonly DirectoryKind Kind = new(StepRecord<int>.FileName, "a", "step of an import");

    private readonly PublishedImportRequest _request;
    private readonly PreparationRecord _record;
    private readonly ImportMeter _meter;
    private readonly IProgress<string>? _notes;
    private readonly FileStream _lock;
    private readonly OrderedDictionary<string, string> _steps = [];
    private readonly List<RejectedRows> _rejected = [];

    private Preparation(PublishedImportRequest request, PreparationRecord record, ImportMeter meter, IProgress<string>? notes, FileStream @lock) =>
        (_request, _record, _meter, _notes, _lock) = (request, record, meter, notes, @lock);

    public string Location => _request.PreparationDirectory;

    /// <summary>Of all steps so far.</summary>
    public IReadOnlyList<RejectedRows> Rejected => _rejected;

    /// <param name="notes">Told, in a sentence each, what is gone on from and which steps are done.</param>
    /// <exception cref="AreadException">Another process is at work there, or the directory holds something else or cannot be written.</exception>
    public static Preparation Open(PublishedImportRequest request, PreparationRecord record, ImportMeter meter, IProgress<string>? notes)
    {
        var directory = request.PreparationDirectory;
        try
        {
            Directory.CreateDirectory(directory);
            var preparation = new Preparation(request, record, meter, notes, Lock(directory));
            try
            {
                preparation.Begin();
            }
            catch
            {
                preparation.Dispose();
                throw;
            }
            return preparation;
        }
        catch (Exception fault) when (StorageFault.Is(fault))
        {
            throw StorageFault.Of(directory, fault);
        }
    }

    /// <summary>Whether steps of such an import have been left though its data set is in its place.</summary>
    /// <param name="file">Of the data set. An older one is not of this import.</param>
    public static bool IsLeft(PublishedImportRequest request, PreparationRecord record, string file)
    {
        var (left, made) = (Path.Combine(request.PreparationDirectory, RecordFile), Path.Combine(request.OutputDirectory, file));
        return IsOf(left, record) && File.Exists(made) && File.GetLastWriteTimeUtc(made) >= File.GetLastWriteTimeUtc(left);
    }

    /// <summary>Does a step, or takes what it left when it was done before.</summary>
    /// <param name="name">For the user and for the step's directory: a few words.</param>
    /// <param name="work">Returns what later steps have to know besides the files.</param>
    /// <exception cref="AreadException">More rows are rejected than may be, or an input file was changed.</exception>
    public T Step<T>(string name, Func<PreparationStep, T> work)
    {
        var number = _steps.Count + 1;
        var directory = Path.Combine(Location, string.Create(CultureInfo.InvariantCulture, $"{number:D2}-{name.Replace(' ', '-')}"));
        _steps.Add(name, directory);
        if (Directory.Exists(directory))
        {
            var done = AreadJson.ReadFile<StepRecord<T>>(Path.Combine(directory, StepRecord<T>.FileName));
            TakeDone(done.Rejected);
            return done.Result;
        }
        using var staging = StagedDirectory.Begin(directory, Kind, overwrite: false);
        using var rejects = new RejectLog(() => staging.Create(RejectsFile), _request);
        try
        {
            var result = work(new PreparationStep(staging, rejects, _meter.For(name)));
            rejects.Dispose();
            foreach (var input in _record.Inputs) input.RequireUnchanged();
            Take(rejects.Results);
            File.WriteAllBytes(staging.PathOf(StepRecord<T>.FileName), JsonSerializer.SerializeToUtf8Bytes(new StepRecord<T>(result, rejects.Results), AreadJson.Indented));
            staging.Commit();
            _notes?.Report($"Step {number} is done: {name}.");
            return result;
        }
        catch (AreadException)
        {
            rejects.Dispose();
            WriteRejected(staging.PathOf(RejectsFile));
            throw;
        }
    }

    /// <summary>The path of a file that a finished step left.</summary>
    public string PathOf(string step, string file) => Path.Combine(_steps[step], file);

    /// <summary>Deletes the files of a step that no later one reads any more. The step stays done.</summary>
    public void Release(string step)
    {
        foreach (var file in Directory.EnumerateFiles(_steps[step]))
            if (Path.GetFileName(file) is not (StepRecord<int>.FileName or RejectsFile)) File.Delete(file);
    }

    /// <summary>Writes all rejected rows to the file beside the data set.</summary>
    /// <param name="more">A file of rows of a step that is not done.</param>
    public void WriteRejected(string? more = null) =>
        RejectLog.Join([.. _steps.Values.Select(step => Path.Combine(step, RejectsFile)), .. more is null ? (string[])[] : [more]], _request.RejectedFile);

    /// <summary>The import is done, or nothing of it is worth keeping: deletes the directory.</summary>
    public void Discard()
    {
        Clean();
        _lock.Dispose();
        if (!Directory.EnumerateFileSystemEntries(Location).Any()) Directory.Delete(Location);
    }

    /// <summary>Whether there is a finished step to go on from.</summary>
    public bool HasProgress => Directory.EnumerateFiles(Location, StepRecord<int>.FileName, SearchOption.AllDirectories).Any();

    public void Dispose() => _lock.Dispose();

    private void Take(IReadOnlyList<RejectedRows> rejected)
    {
        _rejected.AddRange(rejected);
        foreach (var file in RejectLog.Together(_rejected)) RejectLog.RequireShare(file, _request);
    }

    private void TakeDone(IReadOnlyList<RejectedRows> rejected)
    {
        try
        {
            Take(rejected);
        }
        catch (RejectLimitException)
        {
            WriteRejected();
            throw;
        }
    }

    private static FileStream Lock(string directory)
    {
        try
        {
            return new FileStream(Path.Combine(directory, LockFile), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
        }
        catch (IOException fault) when (StorageFault.IsHeld(fault))
        {
            throw new AreadException($"Another process is importing to the same place: it works in {directory}. Wait until it ends, or name another directory (--out).", fault);
        }
    }

    private void Begin()
    {
        RequireOurs();
        foreach (var partial in Directory.EnumerateDirectories(Location, "*.partial*")) Directory.Delete(partial, recursive: true);
        var path = Path.Combine(Location, RecordFile);
        var done = Directory.EnumerateDirectories(Location).Count();
        if (IsOf(path, _record))
        {
            if (done > 0) _notes?.Report($"Goes on after step {done} of an import that was broken off.");
            return;
        }
        if (done > 0) _notes?.Report("Starts from the beginning: what an import that was broken off has left is of other files, or of another version.");
        Clean();
        var partialRecord = $"{path}.partial";
        File.WriteAllBytes(partialRecord, Serialized(_record));
        File.Move(partialRecord, path, overwrite: true);
    }

    /// <summary>The record goes first: what is left without it is never gone on from.</summary>
    private void Clean()
    {
        File.Delete(Path.Combine(Location, RecordFile));
        File.Delete(Path.Combine(Location, $"{RecordFile}.partial"));
        foreach (var directory in Directory.EnumerateDirectories(Location)) Directory.Delete(directory, recursive: true);
    }

    private static bool IsOf(string path, PreparationRecord record) => File.Exists(path) && File.ReadAllBytes(path).AsSpan().SequenceEqual(Serialized(record));

    private static byte[] Serialized(PreparationRecord record) => JsonSerializer.SerializeToUtf8Bytes(record, AreadJson.Indented);

    private void RequireOurs()
    {
        string[] files = [.. Directory.EnumerateFiles(Location).Select(file => Path.GetFileName(file))];
        var strange = files.FirstOrDefault(file => file is not (LockFile or RecordFile or $"{RecordFile}.partial"))
            ?? Directory.EnumerateDirectories(Location).Select(entry => Path.GetFileName(entry)).FirstOrDefault(entry => !char.IsAsciiDigit(entry[0]) && !entry.Contains(".partial", StringComparison.Ordinal));
        if (strange is not null)
            throw new AreadException($"{Location} holds '{strange}', which is no part of an import. Name another directory (--out), or move it away.");
    }
}
