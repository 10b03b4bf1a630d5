using System.Security.Cryptography;
using System.Text.Json;
using System.Text.RegularExpressions;
using Aread.Data;
using Aread.Distributed.Storage;
using Aread.Training;

namespace Aread.Distributed.Checkpoints;

/// <summary>
/// The checkpoints of one run in one directory. First all parts are written, by any number of processes, each file named by its contents; then one
/// process commits them by replacing a small manifest. Until that moment, and after any crash, cancellation or full disk, the checkpoint before is whole.
/// All work is done off the caller's thread, so a grain's turn does not wait for a disk.
/// </summary>
/// <param name="directory">The run's checkpoint directory; made when first written to.</param>
public sealed partial class CheckpointStore(string directory)
{
    private const string Extension = ".safetensors";

    private readonly CommitLog _log = new(Path.Combine(directory, CommitLog.DirectoryName));
    private long? _number;

    public string Directory => directory;

    /// <summary>How many of the latest checkpoints stay, besides the best.</summary>
    public int Kept { get; init; } = 1;

    /// <summary>The attempt of the run that commits.</summary>
    public long Attempt { get; init; }

    /// <summary>Opens temporary files; replaced in tests of failing disks.</summary>
    internal Func<string, FileStream> Open { get; init; } = PendingFile.Create;

    /// <summary>Writes one part. Equal contents give the same file. The tensors must not change until it is done.</summary>
    /// <param name="part">Letters, digits, '-', '_' and '.'.</param>
    /// <returns>What <see cref="CommitAsync"/> wants to know of it.</returns>
    /// <exception cref="AreadException">The disk is full or the place cannot be written.</exception>
    public Task<CheckpointFile> WritePartAsync(
        string part, IReadOnlyList<CheckpointTensor> tensors, IReadOnlyDictionary<string, string>? metadata, CancellationToken cancellationToken)
    {
        if (!PartName().IsMatch(part)) throw new ArgumentException($"'{part}' cannot be the name of a part.", nameof(part));
        return Task.Run(() => WriteAsync(part, tensors, metadata, cancellationToken), cancellationToken);
    }

    /// <summary>
    /// Makes the parts the run's latest or best checkpoint, then deletes the files that only checkpoints no longer kept named. Files of none, such as
    /// parts already written for the next commit, stay; see <see cref="RemoveUnreferenced"/>. One commit at a time.
    /// </summary>
    /// <param name="events">See <see cref="CheckpointCommit"/>.</param>
    /// <exception cref="WriterReplacedException">Another writer has committed since this one began.</exception>
    /// <exception cref="AreadException">A part is not there, a manifest is damaged, or the manifest cannot be written; the checkpoint before stays.</exception>
    public Task<CheckpointManifest> CommitAsync(
        SavePoint pointer, long step, JsonElement state, IReadOnlyList<CheckpointFile> files, CancellationToken cancellationToken, long events = 0) =>
        Task.Run(() => Commit(pointer, step, state, files, events), cancellationToken);

    /// <summary>Puts others in the place of the latest checkpoint and the best, as one commit.</summary>
    /// <param name="best">Null: there is none.</param>
    /// <inheritdoc cref="CommitAsync"/>
    public Task ReplaceAsync(CheckpointManifest latest, CheckpointManifest? best, CancellationToken cancellationToken, long events) => Task.Run(() => Replace(latest, best, events), cancellationToken);

    /// <summary>From here on, this writer finds out if another one commits. Mends what a writer left that ended between a commit and its pointer.</summary>
    public void BeginWriting()
    {
        _number = _log.LastNumber();
        if (_log.Last() is not { } last) return;
        foreach (var pointer in Enum.GetValues<SavePoint>()) Point(pointer, Pointed(last, pointer));
    }

    /// <summary>Events that led to the latest checkpoint; null if it was committed by a program that did not count them.</summary>
    public long? LatestEvents() => _log.Last()?.Events;

    /// <summary>The committed checkpoint, or null if there is none. Its files are checked when they are read.</summary>
    /// <exception cref="DataFormatException">The manifest is damaged.</exception>
    public CheckpointManifest? TryRead(SavePoint pointer)
    {
        var path = PathOf(pointer);
        if (!File.Exists(path)) return null;
        var manifest = Checked(path, AreadJson.ReadFile<CheckpointManifest>(path));
        // A writer that was replaced may have put its pointer back; what counts is the commit.
        return _log.Last() is { } last && Pointed(last, pointer) is { } committed && committed.Sha256 != manifest.Sha256 ? Checked(path, committed) : manifest;
    }

    /// <summary>The latest checkpoint, the best, and all that commits name which are kept.</summary>
    /// <exception cref="AreadException">A manifest is damaged.</exception>
    public IReadOnlyList<CheckpointManifest> KeptManifests() =>
        [.. _log.Read().SelectMany(commit => new[] { commit.Latest, commit.Best }).Append(TryRead(SavePoint.Latest)).Append(TryRead(SavePoint.Best)).OfType<CheckpointManifest>()];

    private static CheckpointManifest Checked(string path, CheckpointManifest manifest)
    {
        if (manifest.Version != CheckpointManifest.CurrentVersion)
            throw new DataFormatException(path, null, null, $"The checkpoint has format version {manifest.Version}, this program reads {CheckpointManifest.CurrentVersion}.",
                "Use the program that wrote it.");
        if (manifest.Sha256 != CheckpointManifest.HashOf(manifest.Step, manifest.State, manifest.Files) || manifest.Files.Any(file => !IsFileOf(file)))
            throw new DataFormatException(path, null, null, "The manifest was altered: its contents do not give the hash it states.", "Restore it from a copy, or start the run again.");
        return manifest;
    }

    /// <summary>Reads a part after its size and SHA-256 were found to be those of the manifest.</summary>
    /// <exception cref="AreadException">The file is missing, cut short or altered.</exception>
    public Task<CheckpointPart> ReadPartAsync(CheckpointFile file, CancellationToken cancellationToken) => Task.Run(() => ReadAsync(file, cancellationToken), cancellationToken);

    /// <summary>Deletes what a crash left: parts no manifest names and temporary files. Only while nobody writes.</summary>
    public void RemoveUnreferenced()
    {
        if (!System.IO.Directory.Exists(directory)) return;
        var named = KeptManifests().SelectMany(FileNames).ToHashSet(StringComparer.Ordinal);
        foreach (var path in System.IO.Directory.EnumerateFiles(directory))
        {
            var ours = Path.GetExtension(path) is Extension or PendingFile.TemporaryExtension;
            if (ours && !named.Contains(Path.GetFileName(path))) File.Delete(path);
        }
    }

    private async Task<CheckpointFile> WriteAsync(
        string part, IReadOnlyList<CheckpointTensor> tensors, IReadOnlyDictionary<string, string>? metadata, CancellationToken cancellationToken)
    {
        try
        {
            using var pending = new PendingFile(directory, Open);
            var (bytes, hash) = await SafetensorsWriter.WriteAsync(pending.Stream, tensors, metadata, cancellationToken);
            var file = new CheckpointFile(part, $"{part}-{hash[..12]}{Extension}", bytes, hash);
            pending.Commit(file.File);
            return file;
        }
        catch (Exception fault) when (StorageFault.Is(fault))
        {
            throw StorageFault.Of(Path.Combine(directory, part), fault);
        }
    }

    private CheckpointManifest Commit(SavePoint pointer, long step, JsonElement state, IReadOnlyList<CheckpointFile> files, long events)
    {
        if (_number is null) BeginWriting();
        var (latest, best) = (TryRead(SavePoint.Latest), TryRead(SavePoint.Best));
        var manifest = CheckpointManifest.Create(step, state, files);
        foreach (var file in manifest.Files) RequireSize(file);
        var before = _log.Read();
        var commit = pointer == SavePoint.Latest
            ? new CheckpointCommit(_number!.Value + 1, Attempt, events, manifest, best)
            : new CheckpointCommit(_number!.Value + 1, Attempt, _log.Last()?.Events ?? 0, latest, manifest);
        _log.Append(commit);
        _number = commit.Number;
        Point(pointer, manifest);
        RequireLast(commit, pointer);
        RemoveOld([.. before, commit], [.. FileNames(latest), .. FileNames(best)]);
        return manifest;
    }

    private void Replace(CheckpointManifest latest, CheckpointManifest? best, long events)
    {
        if (_number is null) BeginWriting();
        var (latestBefore, bestBefore) = (TryRead(SavePoint.Latest), TryRead(SavePoint.Best));
        foreach (var file in latest.Files.Concat(best?.Files ?? [])) RequireSize(file);
        var before = _log.Read();
        var commit = new CheckpointCommit(_number!.Value + 1, Attempt, events, latest, best);
        _log.Append(commit);
        _number = commit.Number;
        foreach (var pointer in Enum.GetValues<SavePoint>())
        {
            Point(pointer, Pointed(commit, pointer));
            RequireLast(commit, pointer);
        }
        RemoveOld([.. before, commit], [.. FileNames(latestBefore), .. FileNames(bestBefore)]);
    }

    /// <summary>Between a commit and its pointer this process may have stood still, and its successor gone on: then the pointer is put back.</summary>
    private void RequireLast(CheckpointCommit commit, SavePoint pointer)
    {
        if (_log.Last() is not { } last || last.Number == commit.Number) return;
        Point(pointer, Pointed(last, pointer));
        throw new WriterReplacedException($"Commit {last.Number} in {directory} was made by another writer.");
    }

    /// <summary>Removes commits that are no longer kept, with the files that no kept one names.</summary>
    private void RemoveOld(IReadOnlyList<CheckpointCommit> commits, IEnumerable<string> before)
    {
        var states = new HashSet<string>();
        var kept = commits.Reverse().TakeWhile(commit => states.Add(commit.Latest?.Sha256 ?? "") ? states.Count <= Kept : true).ToHashSet();
        var named = kept.SelectMany(Named).ToHashSet(StringComparer.Ordinal);
        foreach (var commit in commits.Where(commit => !kept.Contains(commit))) _log.Remove(commit.Number);
        foreach (var name in commits.SelectMany(Named).Concat(before).Distinct().Where(name => !named.Contains(name))) File.Delete(Path.Combine(directory, name));
    }

    private void Point(SavePoint pointer, CheckpointManifest? manifest)
    {
        if (manifest is not null) PendingFile.Replace(PathOf(pointer), JsonSerializer.SerializeToUtf8Bytes(manifest, AreadJson.Indented));
    }

    private static CheckpointManifest? Pointed(CheckpointCommit commit, SavePoint pointer) => pointer == SavePoint.Latest ? commit.Latest : commit.Best;

    private static IEnumerable<string> Named(CheckpointCommit commit) => FileNames(commit.Latest).Concat(FileNames(commit.Best));

    private async Task<CheckpointPart> ReadAsync(CheckpointFile file, CancellationToken cancellationToken)
    {
        RequireSize(file);
        var path = Path.Combine(directory, file.File);
        await using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, SafetensorsWriter.BufferBytes, FileOptions.SequentialScan);
        var hash = Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancellationToken));
        if (hash != file.Sha256) throw Altered(path, $"its SHA-256 is {hash}, the manifest says {file.Sha256}.");
        stream.Position = 0;
        return await SafetensorsReader.ReadAsync(stream, path, cancellationToken);
    }

    private string PathOf(SavePoint pointer) => Path.Combine(directory, pointer == SavePoint.Latest ? "manifest.json" : "best.json");

    private static IEnumerable<string> FileNames(CheckpointManifest? manifest) => manifest is null ? [] : manifest.Files.Select(file => file.File);

    private static bool IsFileOf(CheckpointFile file) => PartName().IsMatch(file.Part) && file.Sha256.Length == 64 && file.File == $"{file.Part}-{file.Sha256[..12]}{Extension}";

    private void RequireSize(CheckpointFile file)
    {
        var info = new FileInfo(Path.Combine(directory, file.File));
        if (!info.Exists) throw Altered(info.FullName, "it is not there.");
        if (info.Length != file.Bytes) throw Altered(info.FullName, $"it has {info.Length} bytes, the manifest says {file.Bytes}.");
    }

    private static DataFormatException Altered(string path, string reason) =>
        new(path, null, null, $"The checkpoint file is missing or was altered: {reason}", "Restore it from a copy, or start the run again.");

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9._-]{0,199}\z", RegexOptions.CultureInvariant)]
    private static partial Regex PartName();
}
