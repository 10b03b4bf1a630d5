using Aread.Distributed.Synchronization;
using Aread.Training;

namespace Aread.Distributed.Contracts;

/// <summary>What the coordinator learns of a batch beside gradients; see <see cref="StepResult"/>.</summary>
[GenerateSerializer, Immutable, Alias("Aread.BatchReply")]
public sealed record BatchReply(
    [property: Id(0)] double Loss,
    [property: Id(1)] int Samples,
    [property: Id(2)] IReadOnlyList<Blob<bool>> ActiveExperts,
    [property: Id(3)] Blob<float> BatchStatistics) : WireRecord
{
    public long WireBytes => ActiveExperts.Sum(level => level.Bytes) + BatchStatistics.Bytes;

    public static BatchReply Of(StepResult result) =>
        new(result.Loss, result.Samples, [.. result.ActiveExperts.Select(level => new Blob<bool>(level))], result.BatchStatistics);

    public StepStatistics ToStatistics() => new([.. ActiveExperts.Select(level => level.Values)], BatchStatistics.Values);
}
