using Aread.Augmentation;
using Aread.Data;
using Aread.Evaluation;

namespace Aread.Training;

/// <summary>A whole run in the memory of one thread: the plain loop that every distributed run is held to.</summary>
public sealed class LocalFleet : ITrainingFleet, IEmbeddingReader
{
    private readonly RunContext _context;
    private readonly DomainWorker[] _domains;
    private readonly Dictionary<SavePoint, Saved> _saved = [];
    private readonly Action<RunEvent>? _report;
    private long _version;

    /// <param name="report">Hears of every event.</param>
    public LocalFleet(RunContext context, IComputeLanes lanes, Action<RunEvent>? report = null)
    {
        (_context, _report) = (context, report);
        var shape = context.Model.Layout.Shape;
        Dense = new DenseState(context.Model.Layout, context.Options.Training);
        Embeddings = new EmbeddingTable(0, shape.Features.Rows, shape.EmbeddingSize, context.Options.Hei.EmbeddingInitialRange, context.Options.Training);
        _domains = [.. context.Domains.Select((_, domain) => new DomainWorker(context, domain, this, lanes))];
    }

    public DenseState Dense { get; }

    public EmbeddingTable Embeddings { get; }

    public IReadOnlyList<DomainWorker> Domains => _domains;

    private DenseSnapshot Snapshot => new(_version, Dense.Weights, Dense.Buffers);

    /// <summary>A fleet of the run's data set after a change, which goes on from this one's state.</summary>
    /// <param name="step">Steps applied.</param>
    public LocalFleet After(RunContext context, IComputeLanes lanes, long step, Action<RunEvent>? report = null)
    {
        var (next, transfer) = (new LocalFleet(context, lanes, report), new DomainTransfer(_context, context));
        next.Dense.Restore(Dense.Weights, Dense.Buffers, [.. Dense.FirstMoments], [.. Dense.SecondMoments], [.. Dense.StepCounts]);
        for (var row = 0; row < next.Embeddings.Rows; row++) next.Embeddings.Take(row, Embeddings, transfer);
        for (var domain = 0; domain < next._domains.Length; domain++)
            if (transfer.PlaceBefore(domain) is { } place) next._domains[domain].Restore(_domains[place].Export(step));
        return next;
    }

    public ValueTask<float[]> GatherAsync(int[] rows, CancellationToken cancellationToken = default)
    {
        var vectors = GC.AllocateUninitializedArray<float>(rows.Length * Embeddings.Size);
        Embeddings.Gather(rows, vectors);
        return ValueTask.FromResult(vectors);
    }

    public ValueTask<float[]> RefreshAsync(int[] rows, float[] vectors, long since, CancellationToken cancellationToken = default) => GatherAsync(rows, cancellationToken);

    public async Task<AugmentationSummary> AugmentAsync(CancellationToken cancellationToken) =>
        await new AugmentationPhase(_context).RunAsync(_domains, cancellationToken);

    public void Prepare(StepOrder next) { }

    public async Task<StepSummary> StepAsync(StepOrder order, CancellationToken cancellationToken)
    {
        var results = new StepResult[order.Batches.Count];
        for (var slot = 0; slot < results.Length; slot++)
        {
            var batch = order.Batches[slot];
            results[slot] = (await _domains[batch.Domain].ComputeAsync(order.Step, [batch], Snapshot, cancellationToken))[0];
        }
        Dense.Apply(DenseUpdate.Of(results));
        var rows = RowGradients.Mean([.. results.Select(result => new RowGradients(result.Rows, result.RowGradients))], results.Length, Embeddings.Size);
        Embeddings.Apply(rows.Rows, rows.Values);
        _version++;
        return new StepSummary(results.Average(result => result.Loss), results.Sum(result => result.Samples));
    }

    public Task<SearchSummary> SearchAsync(SearchOrder order, CancellationToken cancellationToken) =>
        _domains[order.Domain].SearchAsync(order, Snapshot, cancellationToken);

    public Task<DomainScores> ScoreAsync(int domain, Split split, CancellationToken cancellationToken) =>
        _domains[domain].ScoreAsync(split, Snapshot, cancellationToken);

    public Task<Task<string?>> SaveAsync(TrainingState state, bool best, CancellationToken cancellationToken)
    {
        var saved = new Saved(
            Dense.Weights, Dense.Buffers, [.. Dense.FirstMoments], [.. Dense.SecondMoments], [.. Dense.StepCounts],
            [.. Embeddings.Weights], [.. Embeddings.FirstMoments], [.. Embeddings.SecondMoments], [.. Embeddings.StepCounts],
            [.. _domains.Select(domain => domain.Export(state.Step))]);
        _saved[SavePoint.Latest] = saved;
        if (best) _saved[SavePoint.Best] = saved;
        return Task.FromResult(Task.FromResult<string?>(null));
    }

    public Task RestoreAsync(SavePoint point, CancellationToken cancellationToken)
    {
        var saved = _saved[point];
        Dense.Restore(saved.Weights, saved.Buffers, [.. saved.FirstMoments], [.. saved.SecondMoments], [.. saved.StepCounts]);
        Embeddings.Restore(0, Embeddings.Rows, saved.Rows, saved.RowFirstMoments, saved.RowSecondMoments, saved.RowStepCounts);
        for (var domain = 0; domain < _domains.Length; domain++) _domains[domain].Restore(saved.Domains[domain]);
        return Task.CompletedTask;
    }

    public ValueTask ReportAsync(RunEvent happened)
    {
        _report?.Invoke(happened);
        return ValueTask.CompletedTask;
    }

    private sealed record Saved(
        float[] Weights, float[] Buffers, float[] FirstMoments, float[] SecondMoments, int[] StepCounts,
        float[] Rows, float[] RowFirstMoments, float[] RowSecondMoments, int[] RowStepCounts,
        IReadOnlyList<DomainState> Domains);
}
