using static TorchSharp.torch;

namespace Aread.Tensors;

#pragma warning disable RS0030 // This is the place where the number of threads is set.

/// <summary>A thread that computes.</summary>
public static class TorchLane
{
    /// <summary>
    /// Settles what torch keeps per thread; the first thing a compute thread does. The number of threads inside one tensor operation
    /// can change how sums are split, so it is part of a run's options.
    /// </summary>
    /// <param name="threads">Threads inside one tensor operation.</param>
    /// <exception cref="InvalidOperationException">Gradients are switched off on this thread.</exception>
    public static void Enter(int threads)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(threads);
        // A thread takes the number last set anywhere when it first asks or computes; only after that is its own number its own.
        _ = get_num_threads();
        set_num_threads(threads);
        if (!is_grad_enabled()) throw new InvalidOperationException("A compute thread must start with gradients enabled; a no_grad() block was left open on it.");
    }
}
