using Aread.Distributed.Synchronization;

namespace Aread.Distributed.Contracts;

/// <summary>Rows that changed, of those that were asked for.</summary>
/// <param name="Positions">Where they stand among those, ascending.</param>
/// <param name="Vectors">[Positions, E]</param>
[GenerateSerializer, Immutable, Alias("Aread.ChangedRows")]
public sealed record ChangedRows([property: Id(0)] Blob<int> Positions, [property: Id(1)] Blob<float> Vectors) : WireRecord;
