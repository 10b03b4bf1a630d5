using Aread.Augmentation;
using Aread.Data;
using Aread.Evaluation;
using Aread.Hei;
using Aread.Hemp;

namespace Aread.Training;

/// <summary>
/// One domain of a run: its samples, its mask, its gate statistics, and what is computed with them. Weights come with each
/// call; a call changes nothing but the domain's own state.
/// </summary>
/// <remarks>Not safe for concurrent calls. All computing happens on the lanes it is given.</remarks>
public sealed class DomainWorker(RunContext context, int domain, IEmbeddingReader embeddings, IComputeLanes lanes) : IAugmentedDomain
{
    private readonly List<MaskSearchReport> _history = [];
    private ISampleSource? _train;
    private (int Pass, bool Masked, ShuffledBatches Batches)? _pass;
    private GateStatistics _gates = new(context.Model.Layout.Shape.Experts);
    private (long Step, SortedDictionary<long, float[]> GateMeans)? _pending;
    private readonly Dictionary<long, Task<PreparedBatch>> _prepared = [];
    private readonly SemaphoreSlim _reading = new(1);
    private SampleBlock _augmented = SampleBlock.Empty(context.Manifest.Columns);
    private ExpertMask? _mask;

    private DomainSpec Spec => context.Domains[domain];

    /// <summary>Names the domain's draws.</summary>
    private int Number => context.Manifest.NumberOf(domain);

    private MaskShape Experts => context.Model.Layout.Shape.Experts;

    private FeatureLayout Features => context.Model.Layout.Shape.Features;

    /// <summary>The mask in masked phases; null where all domains use all experts.</summary>
    private ExpertMask? MaskInUse => context.Options.Hemp.Enabled ? _mask ?? ExpertMask.Full(Experts) : null;

    public async Task<ItemCounts> CountItemsAsync(CancellationToken cancellationToken)
    {
        var train = await TrainSamplesAsync(cancellationToken);
        var counter = new ItemCounter();
        for (var group = 0; group < train.RowGroupSamples.Count; group++)
        {
            var samples = await train.ReadAsync(group, cancellationToken);
            await lanes.RunAsync(_ =>
            {
                counter.Add(samples, context.Manifest.ItemFieldIndex);
                return 0;
            }, cancellationToken);
        }
        return await lanes.RunAsync(_ => counter.ToCounts(), cancellationToken);
    }

    public async Task<AugmentationProposal> ProposeAsync(AugmentationPlan plan, CancellationToken cancellationToken)
    {
        var train = await TrainSamplesAsync(cancellationToken);
        var augmenter = new CounterfactualAugmenter(context.Manifest, context.Seed);
        var best = AugmentationProposal.Empty(train.Columns);
        var firstRow = 0L;
        for (var group = 0; group < train.RowGroupSamples.Count; group++)
        {
            var (samples, first, before) = (await train.ReadAsync(group, cancellationToken), firstRow, best);
            best = await lanes.RunAsync(_ => AugmentationProposal.Merge([before, augmenter.Propose(plan, domain, samples, first)], plan.Wanted), cancellationToken);
            firstRow += samples.Count;
        }
        return best;
    }

    public Task TakeAugmentedAsync(SampleBlock samples)
    {
        _augmented = samples;
        return Task.CompletedTask;
    }

    /// <summary>Reads batches of a later step and their rows while other work goes on. May run beside any other call.</summary>
    /// <param name="since">Steps applied by now.</param>
    public void Prepare(IReadOnlyList<BatchOrder> batches, long since, CancellationToken cancellationToken = default)
    {
        foreach (var order in batches) _prepared.TryAdd(order.Number, PrepareAsync(order, since, cancellationToken));
    }

    /// <summary>Gradients of the domain's batches of one step. Repeating an order gives the same result and counts once.</summary>
    /// <returns>One per batch, in their order.</returns>
    /// <exception cref="AreadException">The loss or a gradient is not finite.</exception>
    public async Task<StepResult[]> ComputeAsync(long step, IReadOnlyList<BatchOrder> batches, DenseSnapshot weights, CancellationToken cancellationToken = default)
    {
        SettleGates(step);
        var results = await Task.WhenAll(batches.Select(order => ComputeAsync(step, order, weights, cancellationToken)));
        var gates = _pending is { } pending && pending.Step == step ? pending.GateMeans : [];
        for (var i = 0; i < results.Length; i++) gates[batches[i].Number] = results[i].GateMeans;
        _pending = (step, gates);
        return results;
    }

    /// <summary>Searches the domain's next mask (paper Algorithm 1) and takes it.</summary>
    public async Task<SearchSummary> SearchAsync(SearchOrder order, DenseSnapshot weights, CancellationToken cancellationToken = default)
    {
        SettleGates(order.Step);
        using var admission = await lanes.AdmitAsync(cancellationToken);
        if (await SearchInputAsync(order, weights, cancellationToken) is not { } input) return new SearchSummary(0, 0, 0, (MaskInUse ?? ExpertMask.Full(Experts)).Edges);
        var trials = await lanes.RunAsync(token => HempSearch.Run(context.Model, input, context.Device, token), cancellationToken);
        return Take(order, trials);
    }

    /// <summary>What a search with this order works with: candidates, batches and their rows.</summary>
    /// <returns>Null if the domain has no samples to search with.</returns>
    public async Task<HempSearchInput?> SearchInputAsync(SearchOrder order, DenseSnapshot weights, CancellationToken cancellationToken = default)
    {
        SettleGates(order.Step);
        var (train, augmented) = (await TrainSamplesAsync(cancellationToken), _augmented);
        var batches = await Task.Run(() => SearchBatches.DrawAsync(context, Number, order.Round, train, augmented, cancellationToken), cancellationToken);
        if (batches is null) return null;

        if (_gates.Count == 0 && _mask is null) _gates.Add(await GatesAsync(order.Step, batches.Scoring[0], weights, cancellationToken));
        var candidates = Candidates(order.Round);
        var rows = await lanes.RunAsync(_ => RowIndex.Of(Features, [.. batches.Training, .. batches.Scoring]), cancellationToken);
        return new HempSearchInput(
            weights.Weights,
            rows,
            await embeddings.GatherAsync(rows.Rows, cancellationToken),
            batches.Training,
            batches.Scoring,
            candidates,
            AdamRule.Of(context.Options.Training) with { LearningRate = context.Options.Hemp.UpdatingRate },
            context.Options.Training.L2,
            context.Options.Hemp.PruneRate,
            context.Options.Hemp.MinimalSparsity,
            [.. batches.Training.Select((_, step) => RandomStream.SeedOf(context.Seed, "trial-dropout", Number, order.Round, step))],
            context.Options.Training.DenseEmbeddingUpdates,
            context.Options.Hemp.Halving);
    }

    /// <summary>Scores all samples of a split with the domain's mask.</summary>
    public async Task<DomainScores> ScoreAsync(Split split, DenseSnapshot weights, CancellationToken cancellationToken = default)
    {
        using var admission = await lanes.AdmitAsync(cancellationToken);
        var source = await PartitionSampleSource.OpenAsync(context.Dataset, Spec, split, cancellationToken);
        var (scores, labels) = (new List<float>(), new List<byte>());
        for (var group = 0; group < source.RowGroupSamples.Count; group++)
        {
            var samples = await source.ReadAsync(group, cancellationToken);
            foreach (var batch in Chunks(samples))
            {
                var rows = await lanes.RunAsync(_ => RowIndex.Of(Features, batch), cancellationToken);
                var vectors = await embeddings.GatherAsync(rows.Rows, cancellationToken);
                var mask = MaskInUse;
                scores.AddRange(await lanes.RunAsync(_ => Scoring.Run(context.Model, weights, rows, vectors, batch, mask, context.Device), cancellationToken));
            }
            labels.AddRange(samples.Labels);
        }
        return new DomainScores(Spec.Name, Spec.Train.Samples, [.. scores], [.. labels]);
    }

    /// <summary>What the domain carries after all steps before <paramref name="step"/>.</summary>
    public DomainState Export(long step)
    {
        SettleGates(step);
        return new DomainState(_mask?.ToBits(), _gates.Export(), [.. _history]);
    }

    /// <exception cref="AreadException">The state is of another model.</exception>
    public void Restore(DomainState state)
    {
        _mask = state.Mask is null ? null : ExpertMask.Parse(Experts, state.Mask);
        _gates = GateStatistics.Import(Experts, state.Gates);
        _history.Clear();
        _history.AddRange(state.History);
        (_pending, _pass) = (null, null);
        _prepared.Clear();
    }

    public DomainMaskReport Report() => new(
        Spec.Name,
        Spec.Train.Samples,
        _augmented.Count,
        _mask?.ToBits().Split('|'),
        _gates.Count == 0 ? null : Grouped(_gates.Mean()),
        [.. _history]);

    private async ValueTask<ISampleSource> TrainSamplesAsync(CancellationToken cancellationToken) =>
        _train ??= await PartitionSampleSource.OpenAsync(context.Dataset, Spec, Split.Train, cancellationToken);

    /// <summary>Gate means count once their step is known to be committed: when a later one is ordered.</summary>
    private void SettleGates(long step)
    {
        if (_pending is not { } pending || pending.Step >= step) return;
        foreach (var gateMeans in pending.GateMeans.Values) _gates.Add(gateMeans);
        _pending = null;
    }

    private async Task<StepResult> ComputeAsync(long step, BatchOrder order, DenseSnapshot weights, CancellationToken cancellationToken)
    {
        var prepared = await (_prepared.Remove(order.Number, out var begun) ? begun : PrepareAsync(order, step, cancellationToken));
        var (batch, rows) = (prepared.Samples, prepared.Rows);
        var vectors = prepared.Since < step ? await embeddings.RefreshAsync(rows.Rows, prepared.Vectors, prepared.Since, cancellationToken) : prepared.Vectors;
        var mask = order.Masked ? MaskInUse : null;
        var dropout = RandomStream.SeedOf(context.Seed, "dropout", order.Number);
        var result = await lanes.RunAsync(
            _ => TrainingStep.Run(context.Model, weights.Weights, rows, vectors, batch, mask, dropout, LossKind.Bagging, context.Device),
            cancellationToken);
        result.RequireFinite(Spec.Name, step, context.Options.Training.BatchesPerStep > 1);
        return result;
    }

    private async Task<PreparedBatch> PrepareAsync(BatchOrder order, long since, CancellationToken cancellationToken)
    {
        await _reading.WaitAsync(cancellationToken);
        SampleBlock batch;
        try
        {
            batch = await BatchAsync(order, cancellationToken);
        }
        finally
        {
            _reading.Release();
        }
        var rows = await lanes.RunAsync(_ => RowIndex.Of(Features, batch), cancellationToken);
        return new PreparedBatch(batch, rows, await embeddings.GatherAsync(rows.Rows, cancellationToken), since);
    }

    private async Task<SampleBlock> BatchAsync(BatchOrder order, CancellationToken cancellationToken)
    {
        if (_pass is not { } pass || pass.Pass != order.Pass || pass.Masked != order.Masked || pass.Batches.Position > order.Batch)
        {
            var batches = new ShuffledBatches(await TrainSamplesAsync(cancellationToken), context.Options.Training.BatchSize,
                context.Seed, order.Masked ? "epoch" : "warm-up", Number, order.Pass);
            _pass = pass = (order.Pass, order.Masked, batches);
        }
        pass.Batches.SkipTo(order.Batch);
        return await pass.Batches.NextAsync(cancellationToken)
            ?? throw new InvalidOperationException($"Domain '{Spec.Name}' has no batch {order.Batch} in a pass.");
    }

    /// <summary>Gate values of a domain that no step has used yet.</summary>
    private async Task<float[]> GatesAsync(long step, SampleBlock batch, DenseSnapshot weights, CancellationToken cancellationToken)
    {
        var rows = await lanes.RunAsync(_ => RowIndex.Of(Features, batch), cancellationToken);
        var vectors = await embeddings.GatherAsync(rows.Rows, cancellationToken);
        var pass = await lanes.RunAsync(
            _ => TrainingStep.Run(context.Model, weights.Weights, rows, vectors, batch, null, null, LossKind.Bagging, context.Device), cancellationToken);
        pass.RequireFinite(Spec.Name, step, context.Options.Training.BatchesPerStep > 1);
        return pass.GateMeans;
    }

    private IReadOnlyList<ExpertMask> Candidates(int round)
    {
        var schedule = context.Options.Hemp.Round(round);
        return new CandidateGenerator(Experts, context.Options.Hemp.MaximumDraws).Draw(
            _mask, _gates.Mean(), schedule.ActiveShare, schedule.Sigma, schedule.Candidates,
            candidate => new RandomStream(context.Seed, "candidate", Number, round, candidate));
    }

    private SearchSummary Take(SearchOrder order, IReadOnlyList<MaskTrial> trials)
    {
        var winner = HempSearch.Winner(trials);
        var score = trials[winner].Score!.Value;
        if (!double.IsFinite(score))
            throw new DivergedException($"Every candidate mask of domain '{Spec.Name}' scored {score} in search round {order.Round} at step {order.Step}: training has diverged. Lower Hemp:UpdatingRate or Training:LearningRate.");
        _mask = trials[winner].Mask;
        _gates.Clear();
        if (_history.Count > 0) _history[^1] = _history[^1].WithoutLosers();
        _history.Add(new MaskSearchReport(order.Round, order.Step, winner, [.. trials.Select(trial =>
            new MaskCandidateReport(trial.Score, trial.Start.ToBits().Split('|'), trial.Mask.ToBits().Split('|'), trial.DroppedAfter))]));
        return new SearchSummary(trials.Count, winner, score, _mask.Edges);
    }

    private IEnumerable<SampleBlock> Chunks(SampleBlock samples)
    {
        var size = context.Options.Training.ScoringBatchSize;
        if (samples.Count <= size) return [samples];
        return Enumerable.Range(0, samples.Count).Chunk(size).Select(rows => samples.Select(rows));
    }

    private IReadOnlyList<IReadOnlyList<double>> Grouped(double[] gates) =>
        [.. Enumerable.Range(0, Experts.EdgeLevels).Select(level => gates[Experts.LevelRange(level)])];
}
