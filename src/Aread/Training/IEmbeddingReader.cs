namespace Aread.Training;

/// <summary>Reads rows of the embedding table, wherever they are.</summary>
public interface IEmbeddingReader
{
    /// <param name="rows">[U] distinct table rows, ascending.</param>
    /// <returns>[U, E]</returns>
    ValueTask<float[]> GatherAsync(int[] rows, CancellationToken cancellationToken = default);
}
