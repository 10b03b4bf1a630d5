namespace Aread.Training;

/// <summary>Reads rows of the embedding table, wherever they are.</summary>
public interface IEmbeddingReader
{
    /// <param name="rows">[U] distinct table rows, ascending.</param>
    /// <returns>[U, E]</returns>
    ValueTask<float[]> GatherAsync(int[] rows, CancellationToken cancellationToken = default);

    /// <summary>Brings vectors up to date that may have been gathered before the last steps.</summary>
    /// <param name="rows">As they were gathered.</param>
    /// <param name="vectors">[U, E] that were gathered; may be written to.</param>
    /// <param name="since">Steps that had been applied for certain when they were gathered.</param>
    /// <returns>[U, E] after all steps applied by now.</returns>
    ValueTask<float[]> RefreshAsync(int[] rows, float[] vectors, long since, CancellationToken cancellationToken = default);
}
