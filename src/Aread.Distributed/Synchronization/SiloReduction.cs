using System.Collections.Concurrent;
using Aread.Distributed.Contracts;
using Aread.Training;

namespace Aread.Distributed.Synchronization;

/// <summary>Combines the dense gradients of all batches that a silo computes in a step, so that one leaves it.</summary>
public sealed class SiloReduction
{
    private readonly ConcurrentDictionary<string, Entry> _steps = new();

    /// <summary>Adds the batches of a domain.</summary>
    /// <param name="expected">Batches of the step in this silo.</param>
    /// <returns>The combined gradient if these were the last of them, else null.</returns>
    public PartialGradient? Add(string run, StepStamp stamp, int expected, IReadOnlyList<StepResult> results)
    {
        var entry = _steps.AddOrUpdate(run, _ => new Entry(stamp.Attempt, stamp.Step), (_, held) => held.IsOf(stamp) ? held : new Entry(stamp.Attempt, stamp.Step));
        lock (entry)
        {
            foreach (var result in results) entry.Sum.Add(result.DenseGradient, result.TouchedSlices);
            if (entry.Sum.Batches < expected) return null;
        }
        _steps.TryRemove(new KeyValuePair<string, Entry>(run, entry));
        return entry.Sum;
    }

    public void Forget(string run) => _steps.TryRemove(run, out _);

    private sealed class Entry(long attempt, long step)
    {
        public PartialGradient Sum { get; } = new();

        public bool IsOf(StepStamp stamp) => attempt == stamp.Attempt && step == stamp.Step;
    }
}
