using Aread.Data;
using Aread.Distributed.Checkpoints;
using Aread.Distributed.Contracts;
using Aread.Distributed.Synchronization;
using Aread.Training;
using Orleans.Placement;

namespace Aread.Distributed.Grains;

/// <inheritdoc cref="IDomainGrain"/>
/// <remarks>A shell: what the domain does is in <see cref="DomainWorker"/>, which the plain loop uses too.</remarks>
[GrainType("aread.domain"), Immovable, KeepAlive]
public sealed class DomainGrain(RunContexts contexts, DenseWeightCache weights, IComputeLanes lanes) : Grain, IDomainGrain
{
    private RunSetup? _setup;
    private DomainWorker? _worker;
    private EmbeddingShards? _shards;
    private int _columns;

    private DomainWorker Worker => _worker ?? throw NotStarted();

    private EmbeddingShards Shards => _shards ?? throw NotStarted();

    private RunSetup Setup => _setup ?? throw NotStarted();

    private CheckpointStore Checkpoints => new(Setup.CheckpointDirectory);

    private int Domain => (int)this.GetPrimaryKeyLong(out _);

    public async Task StartAsync(RunSetup setup)
    {
        var context = await contexts.OfAsync(setup);
        _setup = setup;
        _shards = new EmbeddingShards(context, setup, GrainFactory);
        _worker = new DomainWorker(context, Domain, _shards, lanes);
        _columns = context.Manifest.Columns;
    }

    public Task EndAsync()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    public async Task<ItemCountsReply> CountItemsAsync(CancellationToken cancellationToken) =>
        ItemCountsReply.Of(await Worker.CountItemsAsync(cancellationToken));

    public async Task<ProposalReply> ProposeAsync(AugmentationOrder order, CancellationToken cancellationToken) =>
        ProposalReply.Of(await Worker.ProposeAsync(order.ToPlan(), cancellationToken));

    public Task TakeAugmentedAsync(Blob<int> ids, Blob<byte> labels) =>
        Worker.TakeAugmentedAsync(new SampleBlock(_columns, ids.Values, labels.Values));

    public async Task<DenseGradient> ComputeAsync(long attempt, long step, int pass, int batch, bool masked, long version, CancellationToken cancellationToken)
    {
        if (Setup.Attempt != attempt) throw new InvalidOperationException($"Domain grain {this.GetGrainId()} serves attempt {Setup.Attempt}, not {attempt}.");
        var snapshot = await weights.GetAsync(Setup, version);
        var result = await Worker.ComputeAsync(new StepOrder(step, Domain, pass, batch, masked), snapshot, cancellationToken);
        await Shards.StageAsync(step, result.Rows, result.RowGradients);
        return DenseGradient.Of(result);
    }

    public async Task<SearchReply> SearchAsync(int round, long step, long version, CancellationToken cancellationToken)
    {
        var snapshot = await weights.GetAsync(Setup, version);
        return SearchReply.Of(await Worker.SearchAsync(new SearchOrder(Domain, round, step), snapshot, cancellationToken));
    }

    public async Task<ScoresReply> ScoreAsync(Split split, long version, CancellationToken cancellationToken)
    {
        var snapshot = await weights.GetAsync(Setup, version);
        var scores = await Worker.ScoreAsync(split, snapshot, cancellationToken);
        return new ScoresReply(scores.Scores, scores.Labels);
    }

    public async Task<SavedFile> SaveAsync(long step, CancellationToken cancellationToken) =>
        SavedFile.Of(await DomainPart.WriteAsync(Checkpoints, Domain, Worker.Export(step), cancellationToken));

    public async Task RestoreAsync(SavedFile file, CancellationToken cancellationToken) =>
        Worker.Restore(await DomainPart.ReadAsync(Checkpoints, file.ToCheckpointFile(), cancellationToken));

    public Task<string> ReportAsync() => Task.FromResult(AreadJson.Write(Worker.Report()));

    private InvalidOperationException NotStarted() => new($"Domain grain {this.GetGrainId()} has not been started by its coordinator in this silo.");
}
