namespace Aread.Training;

/// <summary>Which batches make which step. A function of the run's state alone, so a resumed run goes on with the same steps.</summary>
public sealed class StepSchedule(RunContext context)
{
    private readonly TrainingOptions _options = context.Options.Training;
    private readonly int[] _batches = [.. Enumerable.Range(0, context.Domains.Count).Select(context.BatchesPerEpoch)];
    private (int Epoch, (int Domain, int Batch)[] Order)? _epoch;

    /// <summary>Batches of an epoch.</summary>
    public int BatchesPerEpoch => _batches.Sum();

    /// <summary>The next step of warm-up, domains in turn; null when warm-up is over.</summary>
    public StepOrder? WarmUp(TrainingState state)
    {
        var first = WarmUpBatches(state);
        var count = Math.Min(_options.BatchesPerStep, _options.WarmUpBatches - first);
        if (count <= 0) return null;
        var trained = Enumerable.Range(0, _batches.Length).Where(domain => _batches[domain] > 0).ToArray();
        return new StepOrder(state.Step, 0, [.. Enumerable.Range(first, count).Select(number =>
        {
            var (turn, domain) = (number / trained.Length, trained[number % trained.Length]);
            return new BatchOrder(number, domain, turn / _batches[domain], turn % _batches[domain], Masked: false);
        })]);
    }

    /// <summary>Batches of warm-up that are done.</summary>
    public int WarmUpBatches(TrainingState state) => (int)Math.Min(state.Step * _options.BatchesPerStep, _options.WarmUpBatches);

    /// <summary>The next step of the epoch under way; null when the epoch is over. No step reaches over a mask search.</summary>
    public StepOrder? Masked(TrainingState state)
    {
        if (_epoch?.Epoch != state.Epoch) _epoch = (state.Epoch, EpochOrder.Create(context.Seed, state.Epoch, _batches));
        var order = _epoch.Value.Order;
        var count = Math.Min(_options.BatchesPerStep, order.Length - state.EpochBatch);
        if (context.Options.Hemp.Enabled)
        {
            var interval = context.Options.Hemp.SearchInterval;
            count = (int)Math.Min(count, interval - state.MaskedBatches % interval);
        }
        if (count <= 0) return null;
        return new StepOrder(state.Step, state.Epoch, [.. Enumerable.Range(0, count).Select(slot =>
        {
            var (domain, batch) = order[state.EpochBatch + slot];
            return new BatchOrder(_options.WarmUpBatches + state.MaskedBatches + slot, domain, state.Epoch, batch, Masked: true);
        })]);
    }

    /// <summary>The round of mask search that is due before the next masked step, from 1; null if none is.</summary>
    public int? SearchRound(TrainingState state)
    {
        var interval = context.Options.Hemp.SearchInterval;
        return context.Options.Hemp.Enabled && state.MaskedBatches % interval == 0 ? (int)(state.MaskedBatches / interval) + 1 : null;
    }
}
