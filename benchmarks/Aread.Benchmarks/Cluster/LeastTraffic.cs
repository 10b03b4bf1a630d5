using Aread.Data;
using Aread.Distributed.Synchronization;
using Aread.Training;

namespace Aread.Benchmarks.Cluster;

/// <summary>The least that the silos of a run can send each other with its placement, computed from the sizes of what its steps and searches need.</summary>
internal sealed class LeastTraffic(RunContext context, RunPlacement placement)
{
    private readonly ShardMap _shards = ShardMap.Of(context);
    private readonly ShuffledBatches?[] _passes = new ShuffledBatches?[context.Domains.Count];
    private readonly int _vector = sizeof(float) * context.Options.Hei.EmbeddingSize;

    private double Weights => sizeof(float) * ((double)context.Model.Layout.Length + context.Model.Layout.BufferLength);

    /// <summary>Of all batches looked at: how many were to be computed by the silo with the most in their step.</summary>
    public (long Batches, long Longest, long Rows) Steps { get; private set; }

    /// <summary>Of the first masked steps of the first epoch.</summary>
    public async Task<Traffic> OfStepsAsync(long steps)
    {
        var schedule = new StepSchedule(context);
        var (sum, state) = (default(Traffic), new TrainingState());
        for (var step = 0L; step < steps && schedule.Masked(state) is { } order; step++)
        {
            var silos = order.Batches.CountBy(batch => placement.Domains[batch.Domain]).ToArray();
            foreach (var (silo, batches) in silos)
                if (silo != placement.Coordinator) sum += new Traffic(Weights, Gradient(batches), 0, batches * sizeof(float) * (double)context.Model.Layout.BufferLength);
            Steps = Steps with { Batches = Steps.Batches + order.Batches.Count, Longest = Steps.Longest + silos.Max(silo => silo.Value) };
            foreach (var batch in order.Batches) sum += await RowsAsync(batch);
            state = state with { MaskedBatches = state.MaskedBatches + order.Batches.Count, EpochBatch = state.EpochBatch + order.Batches.Count };
        }
        return sum;
    }

    /// <summary>Of the first round of mask search, but for the answers, which are a few kilobytes each.</summary>
    public async Task<Traffic> OfRoundAsync()
    {
        var sum = new Traffic(Weights * (placement.Domains.Distinct().Count(silo => silo != placement.Coordinator)), 0, 0, 0);
        for (var domain = 0; domain < context.Domains.Count; domain++)
        {
            var batches = await SearchBatches.DrawAsync(context, domain, 1, await TrainAsync(domain), SampleBlock.Empty(context.Manifest.Columns));
            if (batches is not null) sum += new Traffic(0, 0, Remote(domain, [.. batches.Training, .. batches.Scoring]) * (sizeof(int) + _vector), 0);
        }
        return sum;
    }

    private double Gradient(int batches) => context.Model.Layout.Length * (batches == 1 ? sizeof(float) : sizeof(long)) + context.Model.Layout.Slices;

    private async Task<Traffic> RowsAsync(BatchOrder order)
    {
        var pass = _passes[order.Domain] ??= new ShuffledBatches(await TrainAsync(order.Domain), context.Options.Training.BatchSize, context.Seed, "epoch", order.Domain, order.Pass);
        pass.SkipTo(order.Batch);
        return new Traffic(0, 0, Remote(order.Domain, (await pass.NextAsync())!) * (sizeof(int) + 2 * (double)_vector), 0);
    }

    /// <summary>Distinct rows that lie in another silo than the domain.</summary>
    private long Remote(int domain, params ReadOnlySpan<SampleBlock> batches)
    {
        var rows = RowIndex.Of(context.Model.Layout.Shape.Features, batches).Rows;
        Steps = Steps with { Rows = Steps.Rows + rows.Length };
        return _shards.Split(rows).Where(part => placement.Shards[part.Shard] != placement.Domains[domain]).Sum(part => part.Range.End.Value - part.Range.Start.Value);
    }

    private async Task<ISampleSource> TrainAsync(int domain) => await PartitionSampleSource.OpenAsync(context.Dataset, context.Domains[domain], Split.Train);
}
