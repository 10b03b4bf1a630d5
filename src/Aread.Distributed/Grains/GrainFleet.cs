using System.Diagnostics;
using System.Text.Json;
using Aread.Augmentation;
using Aread.Data;
using Aread.Distributed.Checkpoints;
using Aread.Distributed.Contracts;
using Aread.Distributed.Hosting;
using Aread.Distributed.Runs;
using Aread.Distributed.Storage;
using Aread.Distributed.Synchronization;
using Aread.Evaluation;
using Aread.Training;
using Orleans.Runtime;
using Orleans.Runtime.Placement;
using Orleans.Serialization;

namespace Aread.Distributed.Grains;

/// <summary>One attempt at a run, spread over grains. Belongs to the coordinator and holds the dense weights for it.</summary>
/// <param name="parcels">The coordinator's.</param>
/// <param name="searches">Outlives the attempt.</param>
/// <param name="unfit">Silos that have refused to serve the run of late.</param>
/// <param name="report">Where events go.</param>
/// <param name="over">Cancelled when the attempt is given up or the coordinator's silo stops: no step is begun, nothing reported or saved any more.</param>
internal sealed class GrainFleet(
    RunContext context, RunSetup setup, SiloRole role, RunDirectory directory, SearchMemory searches, FleetServices services, ParcelShelf parcels, Func<IReadOnlySet<SiloAddress>> unfit,
    Func<RunEvent, CancellationToken, ValueTask> report, CancellationToken over)
    : ITrainingFleet
{
    private readonly DenseState _dense = new(context.Model.Layout, context.Options.Training);
    private readonly EmbeddingShards _shards = new(context, setup, services.Grains);
    private readonly CheckpointStore _checkpoints = directory.Checkpoints;
    private readonly IDomainGrain[] _domains = [.. context.Domains.Select((_, domain) => services.Grains.GetGrain<IDomainGrain>(domain, DomainKey.Of(setup.Run, role)))];
    private IReadOnlyList<SiloAddress> _able = [];
    private SiloAddress[] _silos = [];
    private long _version;
    private int _epoch;
    private long _step;
    private long _savedStep = -1;
    private Task _committing = Task.CompletedTask;

    /// <summary>The weights after the last step.</summary>
    public DenseSnapshot? Snapshot { get; private set; }

    /// <summary>Domains scored since the last evaluation began.</summary>
    public int Scored { get; private set; }

    public long Attempt => setup.Attempt;

    private StepStamp Now => new(setup.Attempt, _epoch, _step);

    /// <summary>Places the grains and begins the attempt in each.</summary>
    /// <exception cref="NoSiloException">There is none for them.</exception>
    /// <exception cref="UnfitSilosException">Some refused.</exception>
    public async Task StartAsync()
    {
        var refused = unfit();
        _able = [.. services.Roster.Require(role, setup.Run, context.Options.Torch).Except(refused)];
        if (_able.Count == 0) throw new NoSiloException($"Every silo that could compute run '{setup.Run}' has refused to.");
        var plan = FleetPlan.Create([.. context.Domains.Select(domain => domain.Train.Samples)], _shards.Grains.Count, _able, [.. services.Roster.Active().Except(refused)]);
        var domains = Task.WhenAll(_domains.Select((domain, i) => At(plan.Domains[i], () => domain.StartAsync(setup))));
        var shards = Task.WhenAll(_shards.Grains.Select((shard, i) => At(plan.Shards[i], () => shard.StartAsync(setup))));
        await Task.WhenAll(domains, shards);
        RequireFit([.. (await domains).Concat(await shards).Where(reply => !refused.Contains(reply.Silo))]);
        domains = Task.WhenAll((await domains).Select((reply, i) => reply.Silo.Equals(plan.Domains[i]) ? Task.FromResult(reply) : MoveAsync(_domains[i], plan.Domains[i])));
        shards = Task.WhenAll((await shards).Select((reply, i) => refused.Contains(reply.Silo) ? MoveAsync(_shards.Grains[i], plan.Shards[i]) : Task.FromResult(reply)));
        await Task.WhenAll(domains, shards);
        RequireFit([.. await domains, .. await shards]);
        _silos = [.. (await domains).Select(reply => reply.Silo)];
        Publish();
    }

    /// <summary>Asks every domain grain for a sign of life.</summary>
    public Task PingAsync() => Task.WhenAll(_domains.Select(domain => domain.PingAsync()));

    /// <summary>Ends when nothing is being committed, which no token stops.</summary>
    public Task SettledAsync() => Task.WhenAny(_committing);

    /// <summary>Lets the grains of the run go.</summary>
    public Task EndAsync() =>
        Task.WhenAll([.. _domains.Select(domain => domain.EndAsync(setup.Attempt)), .. _shards.Grains.Select(shard => shard.EndAsync(setup.Attempt))]);

    public Task<AugmentationSummary> AugmentAsync(CancellationToken cancellationToken) => new AugmentationPhase(context).RunAsync(
        [.. _domains.Select(domain => new DomainAugmentation(domain, Now, parcels, services.Serializer))], cancellationToken);

    public void Prepare(StepOrder next)
    {
        var stamp = Now;
        foreach (var domain in next.Batches.GroupBy(batch => batch.Domain))
            _domains[domain.Key].PrepareAsync(stamp, [.. domain.Select(BatchSlot.Of)]).Ignore();
    }

    public async Task<StepSummary> StepAsync(StepOrder order, CancellationToken cancellationToken)
    {
        over.ThrowIfCancellationRequested();
        (_epoch, _step) = (order.Epoch, order.Step);
        var stamp = Now;
        var inSilo = order.Batches.CountBy(batch => _silos[batch.Domain]).ToDictionary();
        var parts = order.Batches.GroupBy(batch => batch.Domain).Select(part => part.ToArray()).ToArray();
        var replies = await Task.WhenAll(parts.Select(part => ComputeAsync(
            part[0].Domain, new StepRequest(stamp, _version, [.. part.Select(BatchSlot.Of)], inSilo[_silos[part[0].Domain]]), cancellationToken)));
        var gradient = await CombineAsync(replies, order.Batches.Count);

        var byNumber = new SortedDictionary<long, BatchReply>();
        for (var i = 0; i < parts.Length; i++)
            for (var j = 0; j < parts[i].Length; j++) byNumber[parts[i][j].Number] = replies[i].Batches[j];
        var statistics = byNumber.Values.Select(batch => batch.ToStatistics()).ToArray();

        await Task.WhenAll(
            Task.Run(() => _dense.Apply(new DenseUpdate(gradient.Mean(), gradient.TouchedSlices, statistics)), CancellationToken.None),
            _shards.CommitAsync(stamp, order.Batches.Count));
        _step = order.Step + 1;
        Publish();
        return new StepSummary(byNumber.Values.Average(batch => batch.Loss), byNumber.Values.Sum(batch => batch.Samples));
    }

    public async Task<SearchSummary> SearchAsync(SearchOrder order, CancellationToken cancellationToken)
    {
        if (searches.Find(order) is { } found)
        {
            await _domains[order.Domain].AdoptAsync(Now, found.State);
            return found.ToSummary();
        }
        var reply = await _domains[order.Domain].SearchAsync(Now, order.Round, _version, cancellationToken);
        searches.Keep(order, reply);
        return reply.ToSummary();
    }

    public async Task<DomainScores> ScoreAsync(int domain, Split split, CancellationToken cancellationToken)
    {
        var reply = await (await _domains[domain].ScoreAsync(Now, split, _version, cancellationToken)).OpenAsync(services.Serializer);
        Scored++;
        return new DomainScores(context.Domains[domain].Name, context.Domains[domain].Train.Samples, reply.Scores.Values, reply.Labels.Values);
    }

    public async Task<Task<string?>> SaveAsync(TrainingState state, bool best, CancellationToken cancellationToken)
    {
        over.ThrowIfCancellationRequested();
        (_epoch, _step, _savedStep) = (state.Epoch, state.Step, state.Step);
        var (stamp, began) = (Now, Stopwatch.GetTimestamp());
        await Task.WhenAll([.. _shards.Grains.Select(shard => shard.SnapshotAsync(stamp)), .. _domains.Select(domain => domain.SnapshotAsync(stamp))]);
        return WriteAsync(stamp, _dense.Copy(), JsonSerializer.SerializeToElement(state, AreadJson.Compact), best, directory.EventCount, began, cancellationToken);
    }

    public async Task RestoreAsync(SavePoint point, CancellationToken cancellationToken)
    {
        var manifest = _checkpoints.TryRead(point)
            ?? throw new AreadException($"Run '{setup.Run}' has no {point.ToString().ToLowerInvariant()} checkpoint in {_checkpoints.Directory}. It ended before its first; train it again.");
        await RestoreAsync(manifest, cancellationToken);
    }

    /// <returns>How far the run was.</returns>
    public async Task<TrainingState> RestoreAsync(CheckpointManifest manifest, CancellationToken cancellationToken)
    {
        var state = manifest.State.Deserialize<TrainingState>(AreadJson.Compact)!;
        (_epoch, _step, _savedStep) = (state.Epoch, state.Step, state.Step);
        var stamp = Now;
        SavedFile[] files = [.. manifest.Files.Select(SavedFile.Of)];
        await Task.WhenAll(
        [
            DensePart.RestoreAsync(_checkpoints, manifest, context.Model.Layout, _dense, cancellationToken),
            .. _shards.Grains.Select(shard => shard.RestoreAsync(stamp, files, cancellationToken)),
            .. _domains.Select((domain, index) => domain.RestoreAsync(stamp, SavedFile.Of(manifest.Find(DomainPart.Name(index))), cancellationToken)),
        ]);
        Publish();
        return state;
    }

    public ValueTask ReportAsync(RunEvent happened)
    {
        if (happened is PhaseStarted) Scored = 0;
        if (happened is PhaseStarted { Phase: RunPhase.MaskSearch or RunPhase.MaskedTraining } && happened.Step == _savedStep) RequirePlace();
        return report(happened, over);
    }

    /// <summary>Each domain's part of masks.json.</summary>
    public Task<string[]> DomainReportsAsync() => Task.WhenAll(_domains.Select(domain => domain.ReportAsync(Now)));

    /// <summary>Nothing was done since the last checkpoint, so this is the time to give a silo that has joined its part.</summary>
    /// <exception cref="FleetMovesException">There is one.</exception>
    private void RequirePlace()
    {
        var joined = services.Roster.Active(role).Except(_able).Except(unfit()).ToArray();
        if (joined.Length > 0) throw new FleetMovesException($"Silo {string.Join(", ", joined.Select(silo => silo.ToString()))} joined and takes its part.");
    }

    /// <summary>A grain that an earlier attempt began elsewhere goes to where the plan wants it; its silo has nothing of it that is not in the checkpoint.</summary>
    private async Task<StartReply> MoveAsync(IRunPartGrain part, SiloAddress silo)
    {
        await part.MoveAsync(silo);
        return await At(silo, () => part.StartAsync(setup));
    }

    private static void RequireFit(IReadOnlyList<StartReply> replies)
    {
        var refusals = replies.Where(reply => reply.Refusal is not null).GroupBy(reply => reply.Silo).ToDictionary(silo => silo.Key, silo => silo.First().Refusal!);
        if (refusals.Count > 0) throw new UnfitSilosException(refusals);
    }

    private async Task<StepReply> ComputeAsync(int domain, StepRequest request, CancellationToken cancellationToken) =>
        await (await _domains[domain].ComputeAsync(request, cancellationToken)).OpenAsync(services.Serializer);

    private static async Task<PartialGradient> CombineAsync(IReadOnlyList<StepReply> replies, int batches)
    {
        var sum = new PartialGradient();
        await Task.Run(() =>
        {
            foreach (var reply in replies)
                if (reply.SiloGradient is { } part) sum.Add(part.ToPart());
        }, CancellationToken.None);
        return sum.Batches == batches ? sum : throw new GrainLostException($"Gradients of {sum.Batches} batches came, of {batches}: a domain is no longer in the silo it began in.");
    }

    private async Task<string?> WriteAsync(StepStamp stamp, DenseState dense, JsonElement state, bool best, long events, long began, CancellationToken cancellationToken)
    {
        var densePart = DensePart.WriteAsync(_checkpoints, context.Model.Layout, dense, cancellationToken);
        var rows = Task.WhenAll(_shards.Grains.Select(shard => shard.WriteSnapshotAsync(stamp, cancellationToken)));
        var domains = Task.WhenAll(_domains.Select(domain => domain.WriteSnapshotAsync(stamp, cancellationToken)));
        try
        {
            await Task.WhenAll(densePart, rows, domains);
            over.ThrowIfCancellationRequested();
            CheckpointFile[] files =
            [
                await densePart,
                .. (await rows).SelectMany(shard => shard).Select(file => file.ToCheckpointFile()),
                .. (await domains).Select(file => file.ToCheckpointFile()),
            ];
            var committing = CommitAsync(stamp.Step, state, files, best, events);
            _committing = committing;
            var hash = await committing;
            RunTelemetry.Saved(setup.Run, began);
            return hash;
        }
        catch (AreadException) when (!over.IsCancellationRequested)
        {
            var clearing = Task.Run(ClearAway, CancellationToken.None);
            _committing = clearing;
            await clearing;
            throw;
        }
    }

    /// <summary>Nobody writes any more; what was written is of no use and may be what filled the disk.</summary>
    /// <exception cref="WriterReplacedException">Its successor has cleared away what this writer wrote, which is why it failed.</exception>
    private void ClearAway()
    {
        directory.RequireWriter();
        if (directory.Attempt != setup.Attempt) throw new WriterReplacedException($"Attempt {setup.Attempt} was replaced by attempt {directory.Attempt}.");
        try
        {
            _checkpoints.RemoveUnreferenced();
        }
        catch (Exception fault) when (fault is AreadException || StorageFault.Is(fault))
        {
            // The next attempt tries again.
        }
    }

    private async Task<string> CommitAsync(long step, JsonElement state, IReadOnlyList<CheckpointFile> files, bool best, long events)
    {
        if (best) await _checkpoints.CommitAsync(SavePoint.Best, step, state, files, CancellationToken.None, events);
        return (await _checkpoints.CommitAsync(SavePoint.Latest, step, state, files, CancellationToken.None, events)).Sha256;
    }

    private void Publish()
    {
        Snapshot = new DenseSnapshot(++_version, _dense.Weights, _dense.Buffers);
        services.Weights.Hold(setup, Snapshot);
    }

    private static Task<StartReply> At(SiloAddress silo, Func<Task<StartReply>> start)
    {
        RequestContext.Set(IPlacementDirector.PlacementHintKey, silo);
        try
        {
            return start();
        }
        finally
        {
            RequestContext.Remove(IPlacementDirector.PlacementHintKey);
        }
    }
}
