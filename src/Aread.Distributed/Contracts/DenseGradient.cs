using Aread.Distributed.Synchronization;
using Aread.Training;

namespace Aread.Distributed.Contracts;

/// <summary>A step's result without its row gradients, which the embedding shards have; see <see cref="StepResult"/>.</summary>
[GenerateSerializer, Immutable, Alias("Aread.DenseGradient")]
public sealed record DenseGradient(
    [property: Id(0)] double Loss,
    [property: Id(1)] int Samples,
    [property: Id(2)] Blob<float> Gradient,
    [property: Id(3)] Blob<bool> TouchedSlices,
    [property: Id(4)] IReadOnlyList<Blob<bool>> ActiveExperts,
    [property: Id(5)] Blob<float> BatchStatistics)
{
    public static DenseGradient Of(StepResult step) => new(
        step.Loss, step.Samples, step.DenseGradient, step.TouchedSlices, [.. step.ActiveExperts.Select(level => new Blob<bool>(level))], step.BatchStatistics);

    public StepResult ToStepResult() => new(
        Loss, Samples, Gradient.Values, TouchedSlices.Values, [.. ActiveExperts.Select(level => level.Values)], BatchStatistics.Values, [], [], []);
}
