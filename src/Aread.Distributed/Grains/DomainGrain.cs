using Aread.Data;
using Aread.Distributed.Checkpoints;
using Aread.Distributed.Contracts;
using Aread.Distributed.Hosting;
using Aread.Distributed.Synchronization;
using Aread.Training;
using Orleans.Placement;
using Orleans.Runtime;
using Orleans.Runtime.Placement;
using Orleans.Serialization;

namespace Aread.Distributed.Grains;

/// <inheritdoc cref="IDomainGrain"/>
/// <remarks>A shell: what the domain does is in <see cref="DomainWorker"/>, which the plain loop uses too.</remarks>
[GrainType("aread.domain"), SiloRoleFilter, Immovable, KeepAlive]
public sealed class DomainGrain(
    RunContexts contexts, RunResidents residents, DenseWeightCache weights, SiloReduction reduction, IComputeLanes lanes, ILocalSiloDetails silo, Serializer serializer)
    : Grain, IDomainGrain
{
    private RunSetup? _setup;
    private DomainWorker? _worker;
    private EmbeddingShards? _shards;
    private ParcelShelf? _parcels;
    private DomainState? _snapshot;

    private ParcelShelf Parcels => _parcels ??= new ParcelShelf(serializer, this.AsReference<IParcelSender>());

    private int Domain => (int)this.GetPrimaryKeyLong(out _);

    public async Task<StartReply> StartAsync(RunSetup setup)
    {
        if (_setup is { } held && held.Attempt > setup.Attempt) throw Lost(setup.Attempt);
        if (_setup is null) residents.Enter(setup.Run);
        _setup = setup;
        _worker = null;
        RunContext context;
        try
        {
            context = await contexts.OfAsync(setup);
        }
        catch (AreadException unfit)
        {
            return new StartReply(silo.SiloAddress, unfit.Message);
        }
        _shards = new EmbeddingShards(context, setup, GrainFactory);
        _worker = new DomainWorker(context, Domain, _shards, lanes);
        _snapshot = null;
        Parcels.Clear();
        return new StartReply(silo.SiloAddress);
    }

    public Task PingAsync()
    {
        // A grain that was lost was brought back by this call, with nothing in it.
        if (_setup is null) DeactivateOnIdle();
        return Task.CompletedTask;
    }

    public Task MoveAsync(SiloAddress target)
    {
        RequestContext.Set(IPlacementDirector.PlacementHintKey, target);
        MigrateOnIdle();
        return Task.CompletedTask;
    }

    public Task EndAsync(long attempt)
    {
        if (_setup is { } held && held.Attempt > attempt) return Task.CompletedTask;
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    public async Task<Parcel<ItemCountsReply>> CountItemsAsync(StepStamp stamp, CancellationToken cancellationToken) =>
        Parcels.Wrap(ItemCountsReply.Of(await Worker(stamp).CountItemsAsync(cancellationToken)));

    public async Task<Parcel<ProposalReply>> ProposeAsync(StepStamp stamp, Parcel<AugmentationOrder> order, CancellationToken cancellationToken)
    {
        var worker = Worker(stamp);
        var plan = (await order.OpenAsync(serializer)).ToPlan();
        return Parcels.Wrap(ProposalReply.Of(await worker.ProposeAsync(plan, cancellationToken)));
    }

    public async Task TakeAugmentedAsync(StepStamp stamp, Parcel<SamplesOrder> samples)
    {
        var worker = Worker(stamp);
        await worker.TakeAugmentedAsync((await samples.OpenAsync(serializer)).ToBlock());
    }

    public Task PrepareAsync(StepStamp stamp, IReadOnlyList<BatchSlot> next)
    {
        Worker(stamp).Prepare([.. next.Select(batch => batch.ToOrder(Domain))], stamp.Step);
        return Task.CompletedTask;
    }

    public async Task<Parcel<StepReply>> ComputeAsync(StepRequest request, CancellationToken cancellationToken)
    {
        var (worker, setup, shards, stamp) = (Worker(request.Stamp), _setup!, _shards!, request.Stamp);
        var snapshot = await weights.GetAsync(setup, request.WeightsVersion);
        var results = await worker.ComputeAsync(stamp.Step, [.. request.Batches.Select(batch => batch.ToOrder(Domain))], snapshot, cancellationToken);
        var combining = Task.Run(() => reduction.Add(setup.Run, stamp, request.SiloBatches, results), CancellationToken.None);
        await Task.WhenAll([combining, .. results.Select((result, i) => shards.StageAsync(stamp, request.Batches[i].Number, new RowGradients(result.Rows, result.RowGradients)))]);
        var combined = await combining;
        return Parcels.Wrap(new StepReply([.. results.Select(BatchReply.Of)], combined is null ? null : SiloGradient.Of(combined)));
    }

    public async Task<SearchReply> SearchAsync(StepStamp stamp, int round, long weightsVersion, CancellationToken cancellationToken)
    {
        var (worker, setup) = (Worker(stamp), _setup!);
        var snapshot = await weights.GetAsync(setup, weightsVersion);
        var found = await worker.SearchAsync(new SearchOrder(Domain, round, stamp.Step), snapshot, cancellationToken);
        return SearchReply.Of(found, worker.Export(stamp.Step));
    }

    public Task AdoptAsync(StepStamp stamp, string state)
    {
        Worker(stamp).Restore(AreadJson.Read<DomainState>(state));
        return Task.CompletedTask;
    }

    public async Task<Parcel<ScoresReply>> ScoreAsync(StepStamp stamp, Split split, long weightsVersion, CancellationToken cancellationToken)
    {
        var (worker, setup) = (Worker(stamp), _setup!);
        var snapshot = await weights.GetAsync(setup, weightsVersion);
        var scores = await worker.ScoreAsync(split, snapshot, cancellationToken);
        return Parcels.Wrap(new ScoresReply(scores.Scores, scores.Labels));
    }

    public Task SnapshotAsync(StepStamp stamp)
    {
        _snapshot = Worker(stamp).Export(stamp.Step);
        return Task.CompletedTask;
    }

    public async Task<SavedFile> WriteSnapshotAsync(StepStamp stamp, CancellationToken cancellationToken)
    {
        _ = Worker(stamp);
        return SavedFile.Of(await DomainPart.WriteAsync(new CheckpointStore(_setup!.CheckpointDirectory), Domain, _snapshot!, cancellationToken));
    }

    public async Task RestoreAsync(StepStamp stamp, SavedFile file, CancellationToken cancellationToken)
    {
        var worker = Worker(stamp);
        worker.Restore(await DomainPart.ReadAsync(new CheckpointStore(_setup!.CheckpointDirectory), file.ToCheckpointFile(), cancellationToken));
    }

    public Task<string> ReportAsync(StepStamp stamp) => Task.FromResult(AreadJson.Write(Worker(stamp).Report()));

    public Task<int> PackParcelAsync(long number) => Parcels.PackAsync(number);

    public Task<Blob<byte>> ReadParcelAsync(long number, int offset) => Task.FromResult(Parcels.Read(number, offset));

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        if (_setup is not null) residents.Leave(_setup.Run);
        return Task.CompletedTask;
    }

    private DomainWorker Worker(StepStamp stamp) => _worker is { } worker && _setup!.Attempt == stamp.Attempt ? worker : throw Lost(stamp.Attempt);

    private GrainLostException Lost(long attempt) =>
        new($"Domain {Domain} of the run in {silo.SiloAddress} serves {(_setup is null ? "no attempt" : $"attempt {_setup.Attempt}")}, not attempt {attempt}.");
}
