using System.Globalization;
using System.Text.Json;
using Aread.Data;
using Aread.Distributed.Checkpoints;
using Aread.Training;

namespace Aread.Distributed.Runs;

/// <summary>The data sets of a run: the one it began with, and one more for each change of its domains, of which a checkpoint says how many it knows.</summary>
/// <param name="directory">Where those of changes lie.</param>
public sealed class RunData(string directory, string run, RunDescription description)
{
    /// <summary>What became of the run's domains up to a checkpoint.</summary>
    public static IReadOnlyList<DomainChange> ChangesAt(CheckpointManifest? checkpoint) => checkpoint?.State.Deserialize<TrainingState>(AreadJson.Compact)?.Changes ?? [];

    /// <summary>Directory of the data set that a checkpoint goes on with.</summary>
    public string DirectoryAt(CheckpointManifest? checkpoint) => DirectoryAt(ChangesAt(checkpoint));

    /// <param name="change">Number of a change of its domains, from 1.</param>
    /// <returns>Directory of the data set that it came to.</returns>
    public string DirectoryOf(int change) => Path.Combine(directory, change.ToString("D4", CultureInfo.InvariantCulture));

    /// <param name="sameSamples">To go on training; to evaluate, the same fields, vocabularies, sequences and domains will do.</param>
    /// <exception cref="AreadException">The checkpoint is of another data set.</exception>
    public void Require(Dataset dataset, CheckpointManifest? checkpoint, bool sameSamples)
    {
        var changes = ChangesAt(checkpoint);
        if (changes.Count > 0)
        {
            RequireChanged(dataset, changes, sameSamples);
            return;
        }
        if (description.FeaturesHash != dataset.Fingerprint.Features)
            throw new AreadException(
                $"Run '{run}' was trained on {description.Dataset}; fields, vocabularies, sequences or domains of {dataset.Directory} differ from those. Name the run's own data set.");
        if (sameSamples && description.DatasetHash != dataset.Fingerprint.Dataset)
            throw new AreadException(
                $"Run '{run}' was begun with {description.Dataset}; the samples of {dataset.Directory} differ from those. Resume it with its own data set, or begin a new run.");
    }

    /// <summary>A crash can leave a data set that was being made.</summary>
    internal void RemoveTorn()
    {
        if (!Directory.Exists(directory)) return;
        foreach (var torn in Directory.EnumerateDirectories(directory, "*.partial*")) Directory.Delete(torn, recursive: true);
    }

    /// <summary>Deletes data sets of changes that no checkpoint goes on with, or one that does names no file of. What cannot be deleted now is so another time.</summary>
    /// <param name="checkpoints">Those of the run.</param>
    /// <param name="last">Those of later changes stay: one may be made ready.</param>
    internal void RemoveUnused(CheckpointStore checkpoints, int last = int.MaxValue)
    {
        if (!Directory.Exists(directory)) return;
        try
        {
            var used = checkpoints.KeptManifests().Select(ChangesAt).Where(changes => changes.Count > 0).Select(DirectoryAt).Distinct().SelectMany(NamesUsedBy).ToHashSet(StringComparer.Ordinal);
            foreach (var path in Directory.EnumerateDirectories(directory))
                if (int.TryParse(Path.GetFileName(path), NumberStyles.None, CultureInfo.InvariantCulture, out var change) && change <= last && !used.Contains(Path.GetFileName(path)))
                    Directory.Delete(path, recursive: true);
        }
        catch (Exception fault) when (fault is AreadException || StorageFault.Is(fault))
        {
        }
    }

    /// <summary>Names of the directories beside a data set that it has files in, and its own.</summary>
    private IEnumerable<string> NamesUsedBy(string own)
    {
        var dataset = Dataset.Open(own);
        return dataset.Manifest.Domains.SelectMany(domain => domain.Partitions).Where(partition => !partition.IsEmpty)
            .Select(partition => Path.GetRelativePath(directory, dataset.PathOf(partition)).Split(Path.DirectorySeparatorChar)[0])
            .Append(Path.GetFileName(own));
    }

    private string DirectoryAt(IReadOnlyList<DomainChange> changes) => changes.Count == 0 ? description.Dataset : DirectoryOf(changes.Count);

    private void RequireChanged(Dataset dataset, IReadOnlyList<DomainChange> changes, bool sameSamples)
    {
        var (own, last) = (Dataset.Open(DirectoryAt(changes)), changes[^1]);
        if (own.Fingerprint.Dataset != last.Dataset)
            throw new AreadException($"{own.Directory} is not what run '{run}' goes on with since its domains changed: it was altered. Restore it from a copy.");
        if (sameSamples ? dataset.Fingerprint.Dataset != last.Dataset : dataset.Fingerprint.Features != own.Fingerprint.Features)
            throw new AreadException($"The domains of run '{run}' changed; {(sameSamples ? "samples" : "fields, vocabularies, sequences or domains")} of {dataset.Directory} differ from those that it has now ({own.Directory}).");
    }
}
