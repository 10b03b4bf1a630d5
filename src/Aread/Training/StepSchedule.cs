namespace Aread.Training;

/// <summary>Which batches make which step. A function of the run's state alone, so a resumed run goes on with the same steps.</summary>
public sealed class StepSchedule(RunContext context)
{
    private readonly TrainingOptions _options = context.Options.Training;
    private readonly int[] _batches = [.. Enumerable.Range(0, context.Domains.Count).Select(context.BatchesPerEpoch)];
    private (int Epoch, (int Domain, int Batch)[] Order)? _epoch;

    /// <summary>Batches of the epoch under way.</summary>
    public int EpochBatches(TrainingState state) => DoneBefore(state) + OrderOf(state).Length;

    /// <summary>Batches of each domain that were applied in the epoch under way.</summary>
    public int[] EpochDone(TrainingState state)
    {
        int[] done = [.. state.EpochDone ?? new int[_batches.Length]];
        foreach (var (domain, _) in OrderOf(state).AsSpan(0, state.EpochBatch - DoneBefore(state))) done[domain]++;
        return done;
    }

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
        var order = OrderOf(state);
        var first = state.EpochBatch - DoneBefore(state);
        var count = Math.Min(_options.BatchesPerStep, order.Length - first);
        if (context.Options.Hemp.Enabled)
        {
            var interval = context.Options.Hemp.SearchInterval;
            count = (int)Math.Min(count, interval - state.MaskedBatches % interval);
        }
        if (count <= 0) return null;
        return new StepOrder(state.Step, state.Epoch, [.. Enumerable.Range(0, count).Select(slot =>
        {
            var (domain, batch) = order[first + slot];
            return new BatchOrder(_options.WarmUpBatches + state.MaskedBatches + slot, domain, state.Epoch, batch, Masked: true);
        })]);
    }

    /// <summary>The round of mask search that is due before the next masked step, from 1; null if none is.</summary>
    public int? SearchRound(TrainingState state)
    {
        var interval = context.Options.Hemp.SearchInterval;
        return context.Options.Hemp.Enabled && state.MaskedBatches % interval == 0 ? (int)(state.MaskedBatches / interval) + 1 : null;
    }

    /// <summary>The latest round of mask search before the next masked step; 0 if there was none.</summary>
    public int LastSearchRound(TrainingState state)
    {
        var interval = context.Options.Hemp.SearchInterval;
        return (int)((state.MaskedBatches + interval - 1) / interval);
    }

    private static int DoneBefore(TrainingState state) => state.EpochDone?.Sum() ?? 0;

    private (int Domain, int Batch)[] OrderOf(TrainingState state)
    {
        if (_epoch?.Epoch != state.Epoch)
        {
            var order = state.EpochDone is { } done
                ? EpochOrder.Create(context.Seed, state.Epoch, _batches, done, state.Changes?.Count ?? 0)
                : EpochOrder.Create(context.Seed, state.Epoch, _batches);
            _epoch = (state.Epoch, order);
        }
        return _epoch.Value.Order;
    }
}
