namespace Aread.Training;

/// <summary>Where tensor work runs: threads set up for it, never the caller's turn.</summary>
public interface IComputeLanes
{
    /// <summary>Runs <paramref name="work"/> to its end on one thread; tensors must not leave it.</summary>
    Task<T> RunAsync<T>(Func<CancellationToken, T> work, CancellationToken cancellationToken = default);

    /// <summary>
    /// Waits until a large piece of work may gather its input, so that what is prepared but not yet computed stays bounded.
    /// </summary>
    /// <returns>Dispose when the work is done.</returns>
    Task<IDisposable> AdmitAsync(CancellationToken cancellationToken = default);
}
