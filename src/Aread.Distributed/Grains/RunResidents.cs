using Aread.Distributed.Synchronization;

namespace Aread.Distributed.Grains;

/// <summary>Counts the grains of each run in a silo; when the last one leaves, what the silo held for the run is let go.</summary>
public sealed class RunResidents(RunContexts contexts, DenseWeightCache weights, SiloReduction reduction)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, int> _grains = [];

    public void Enter(string run)
    {
        lock (_lock) _grains[run] = _grains.GetValueOrDefault(run) + 1;
    }

    public void Leave(string run)
    {
        lock (_lock)
        {
            if (--_grains[run] > 0) return;
            _grains.Remove(run);
            // Under the lock: a grain that enters meanwhile must not lose what it begins with.
            contexts.Forget(run);
            weights.Forget(run);
            reduction.Forget(run);
        }
    }
}
