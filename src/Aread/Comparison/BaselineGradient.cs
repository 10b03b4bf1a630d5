using Aread.Training;

namespace Aread.Comparison;

/// <summary>What a batch comes to.</summary>
/// <param name="Loss">Mean cross-entropy, without penalties.</param>
/// <param name="Rows">[U, RowSize]</param>
internal sealed record BaselineGradient(double Loss, DenseUpdate Dense, float[] Rows);
