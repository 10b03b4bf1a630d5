using System.Text.Json;
using Aread.Distributed.Checkpoints;
using Aread.Distributed.Runs;
using Aread.Training;

namespace Aread.Distributed.Grains;

/// <summary>Makes a change of domains part of a run's checkpoints, between two attempts.</summary>
internal sealed class DomainChangeover(RunDirectory directory, RunContext before, PendingChange change)
{
    private readonly CheckpointStore _checkpoints = directory.Checkpoints;

    /// <summary>One commit replaces the latest checkpoint and the best: until then, and after any crash, the run is as it was.</summary>
    /// <exception cref="AreadException">There is no checkpoint, a file is missing or damaged, or the disk is full.</exception>
    public async Task CommitAsync(CancellationToken cancellationToken)
    {
        var latest = _checkpoints.TryRead(SavePoint.Latest) ?? throw new AreadException($"Run '{directory.Name}' has no checkpoint yet, so that its domains cannot change. Give the command again in a moment.");
        var best = _checkpoints.TryRead(SavePoint.Best);
        var state = latest.State.Deserialize<TrainingState>(AreadJson.Compact)!;
        var (transfer, files) = (new DomainTransfer(before, change.After), new CheckpointTransfer(_checkpoints, before, change.After));
        var taken = new DomainChange(change.Kind, change.Domain, state.Step, change.After.Dataset.Fingerprint.Dataset);
        var next = transfer.StateAfter(state, taken, LastEpoch(state));
        // What a finished run was tested with is what it goes on from.
        var source = IsOver(state) ? best ?? latest : latest;
        var going = Manifest(latest.Step, next, await files.FilesAsync(source, cancellationToken));
        var kept = best is null ? null
            : Manifest(best.Step, transfer.StateAfter(best.State.Deserialize<TrainingState>(AreadJson.Compact)!, taken, next.LastEpoch), await files.FilesAsync(best, cancellationToken));
        await _checkpoints.ReplaceAsync(going, kept, cancellationToken, _checkpoints.LatestEvents() ?? directory.EventCount);
        directory.Data.RemoveUnused(_checkpoints, next.Changes!.Count);
    }

    /// <summary>All epochs are done: what comes is the test, or it has been. Read from the checkpoint, so that a command that was broken off does the same again.</summary>
    private bool IsOver(TrainingState state) => state is { Unsettled: null, EpochBatch: 0, Epoch: > 0 } && state.IsTrained(before.Options.Training);

    /// <summary>A run that is under way gives a domain's new samples one epoch at least.</summary>
    private int? LastEpoch(TrainingState state)
    {
        if (IsOver(state)) return state.Epoch + change.Epochs;
        var asked = state.LastEpoch ?? before.Options.Training.MaximumEpochs;
        return change.Kind is DomainChangeKind.Add or DomainChangeKind.Append && asked <= state.Epoch ? state.Epoch + 1 : state.LastEpoch;
    }

    private static CheckpointManifest Manifest(long step, TrainingState state, IReadOnlyList<CheckpointFile> files) =>
        CheckpointManifest.Create(step, JsonSerializer.SerializeToElement(state, AreadJson.Compact), files);
}
