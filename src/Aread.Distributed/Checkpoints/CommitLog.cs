using System.Globalization;
using System.Text.Json;
using Aread.Distributed.Storage;

namespace Aread.Distributed.Checkpoints;

/// <summary>
/// The commits of a run's checkpoints, a numbered file each. A number is taken by whoever makes its file first, so a writer that was replaced,
/// and does not know it yet, cannot commit: the number it thinks is next is taken, or will be its successor's to find.
/// </summary>
/// <param name="directory">Made when first written to.</param>
internal sealed class CommitLog(string directory)
{
    public const string DirectoryName = "commits";

    private const string Extension = ".json";

    /// <summary>Number of the latest commit; 0 if there is none.</summary>
    public long LastNumber() => Numbers().DefaultIfEmpty(0).Max();

    /// <summary>The latest, or null.</summary>
    /// <exception cref="AreadException">It is damaged.</exception>
    public CheckpointCommit? Last()
    {
        // Between listing and reading, a writer may have gone on and removed what was the last.
        for (var number = LastNumber(); number > 0; number = LastNumber())
        {
            if (!File.Exists(PathOf(number))) continue;
            return AreadJson.ReadFile<CheckpointCommit>(PathOf(number));
        }
        return null;
    }

    /// <summary>All that are kept, oldest first.</summary>
    public IReadOnlyList<CheckpointCommit> Read() => [.. Numbers().Order().Select(number => AreadJson.ReadFile<CheckpointCommit>(PathOf(number)))];

    /// <exception cref="WriterReplacedException">Another writer has taken the number.</exception>
    /// <exception cref="AreadException">The disk is full or the place cannot be written.</exception>
    public void Append(CheckpointCommit commit)
    {
        var isFirst = PendingFile.Claim(PathOf(commit.Number), JsonSerializer.SerializeToUtf8Bytes(commit, AreadJson.Compact));
        if (isFirst && LastNumber() == commit.Number) return;
        // A number can be free again because others have gone on and cleared it away.
        if (isFirst) Remove(commit.Number);
        throw new WriterReplacedException($"Commit {commit.Number} in {directory} was made by another writer.");
    }

    public void Remove(long number) => File.Delete(PathOf(number));

    private IEnumerable<long> Numbers() => Directory.Exists(directory)
        ? Directory.EnumerateFiles(directory, $"*{Extension}")
            .Select(path => long.TryParse(Path.GetFileNameWithoutExtension(path), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0)
        : [];

    private string PathOf(long number) => Path.Combine(directory, number.ToString("D10", CultureInfo.InvariantCulture) + Extension);
}
