using Aread.Data;

namespace Aread.Training;

/// <summary>A training batch that was read before its step is due.</summary>
/// <param name="Rows">Rows of the batch.</param>
/// <param name="Vectors">[U, E], their vectors.</param>
/// <param name="Since">Steps that had been applied for certain when the vectors were gathered.</param>
internal sealed record PreparedBatch(SampleBlock Samples, RowIndex Rows, float[] Vectors, long Since);
