using System.Text.Json;
using Aread.Augmentation;
using Aread.Data;
using Aread.Distributed.Checkpoints;
using Aread.Distributed.Contracts;
using Aread.Distributed.Synchronization;
using Aread.Evaluation;
using Aread.Training;

namespace Aread.Distributed.Grains;

/// <summary>A run spread over grains. Belongs to the coordinator and holds the dense weights for it.</summary>
/// <param name="report">Where events go.</param>
internal sealed class GrainFleet(RunContext context, RunSetup setup, IGrainFactory grains, Func<RunEvent, ValueTask> report) : ITrainingFleet
{
    private readonly DenseState _dense = new(context.Model.Layout, context.Options.Training);
    private readonly EmbeddingShards _shards = new(context, setup, grains);
    private readonly CheckpointStore _checkpoints = new(setup.CheckpointDirectory);
    private readonly IDomainGrain[] _domains = [.. context.Domains.Select((_, domain) => grains.GetGrain<IDomainGrain>(domain, setup.Run))];
    private long _version;

    /// <summary>The weights after the last step.</summary>
    public DenseSnapshot? Snapshot { get; private set; }

    /// <summary>Domains scored since the last evaluation began.</summary>
    public int Scored { get; private set; }

    public async Task StartAsync()
    {
        await Task.WhenAll([.. _domains.Select(domain => domain.StartAsync(setup)), .. _shards.Grains.Select(shard => shard.StartAsync(setup))]);
        Publish();
    }

    /// <summary>Lets the grains of the run go.</summary>
    public Task EndAsync() => Task.WhenAll([.. _domains.Select(domain => domain.EndAsync()), .. _shards.Grains.Select(shard => shard.EndAsync())]);

    public Task<AugmentationSummary> AugmentAsync(CancellationToken cancellationToken) =>
        new AugmentationPhase(context).RunAsync([.. _domains.Select(domain => new DomainAugmentation(domain))], cancellationToken);

    public async Task<StepSummary> StepAsync(StepOrder order, CancellationToken cancellationToken)
    {
        var gradient = await _domains[order.Domain].ComputeAsync(setup.Attempt, order.Step, order.Pass, order.Batch, order.Masked, _version, cancellationToken);
        await Task.WhenAll(Task.Run(() => _dense.Apply(gradient.ToStepResult()), CancellationToken.None), _shards.CommitAsync(order.Step));
        Publish();
        return new StepSummary(gradient.Loss, gradient.Samples);
    }

    public async Task<SearchSummary> SearchAsync(SearchOrder order, CancellationToken cancellationToken) =>
        (await _domains[order.Domain].SearchAsync(order.Round, order.Step, _version, cancellationToken)).ToSummary();

    public async Task<DomainScores> ScoreAsync(int domain, Split split, CancellationToken cancellationToken)
    {
        var reply = await _domains[domain].ScoreAsync(split, _version, cancellationToken);
        Scored++;
        return new DomainScores(context.Domains[domain].Name, context.Domains[domain].Train.Samples, reply.Scores.Values, reply.Labels.Values);
    }

    public async Task<string?> SaveAsync(TrainingState state, bool best, CancellationToken cancellationToken)
    {
        var dense = DensePart.WriteAsync(_checkpoints, context.Model.Layout, _dense, cancellationToken);
        var rows = Task.WhenAll(_shards.Grains.Select(shard => shard.SaveAsync(cancellationToken)));
        var domains = Task.WhenAll(_domains.Select(domain => domain.SaveAsync(state.Step, cancellationToken)));
        try
        {
            await Task.WhenAll(dense, rows, domains);
        }
        catch
        {
            // Nobody writes any more; what was written is of no use and may be what filled the disk.
            await Task.Run(_checkpoints.RemoveUnreferenced, CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
            throw;
        }
        CheckpointFile[] files =
        [
            await dense,
            .. (await rows).SelectMany(shard => shard).Select(file => file.ToCheckpointFile()),
            .. (await domains).Select(file => file.ToCheckpointFile()),
        ];
        var saved = JsonSerializer.SerializeToElement(state, AreadJson.Compact);
        if (best) await _checkpoints.CommitAsync(SavePoint.Best, state.Step, saved, files, cancellationToken);
        return (await _checkpoints.CommitAsync(SavePoint.Latest, state.Step, saved, files, cancellationToken)).Sha256;
    }

    public async Task RestoreAsync(SavePoint point, CancellationToken cancellationToken)
    {
        var manifest = _checkpoints.TryRead(point)
            ?? throw new AreadException($"Run '{setup.Run}' has no {point.ToString().ToLowerInvariant()} checkpoint in {setup.CheckpointDirectory}. It ended before its first; train it again.");
        await RestoreAsync(manifest, cancellationToken);
    }

    /// <returns>How far the run was.</returns>
    public async Task<TrainingState> RestoreAsync(CheckpointManifest manifest, CancellationToken cancellationToken)
    {
        SavedFile[] files = [.. manifest.Files.Select(SavedFile.Of)];
        await Task.WhenAll(
        [
            DensePart.RestoreAsync(_checkpoints, manifest, context.Model.Layout, _dense, cancellationToken),
            .. _shards.Grains.Select(shard => shard.RestoreAsync(files, manifest.Step, cancellationToken)),
            .. _domains.Select((domain, index) => domain.RestoreAsync(SavedFile.Of(manifest.Find(DomainPart.Name(index))), cancellationToken)),
        ]);
        Publish();
        return manifest.State.Deserialize<TrainingState>(AreadJson.Compact)!;
    }

    public ValueTask ReportAsync(RunEvent happened)
    {
        if (happened is PhaseStarted) Scored = 0;
        return report(happened);
    }

    /// <summary>Each domain's part of masks.json.</summary>
    public Task<string[]> DomainReportsAsync() => Task.WhenAll(_domains.Select(domain => domain.ReportAsync()));

    private void Publish() => Snapshot = new DenseSnapshot(++_version, _dense.Weights, _dense.Buffers);
}
