using Aread.Augmentation;
using Aread.Distributed.Synchronization;

namespace Aread.Distributed.Contracts;

/// <summary>See <see cref="AugmentationPlan"/>.</summary>
[GenerateSerializer, Immutable, Alias("Aread.AugmentationOrder")]
public sealed record AugmentationOrder(
    [property: Id(0)] Blob<int> Minors,
    [property: Id(1)] Blob<int> Majors,
    [property: Id(2)] Blob<double> TargetWeights,
    [property: Id(3)] int Wanted,
    [property: Id(4)] Blob<int> Items,
    [property: Id(5)] Blob<double> Popularities) : WireRecord, IParcelContent
{
    public long WireBytes => Minors.Bytes + Majors.Bytes + TargetWeights.Bytes + Items.Bytes + Popularities.Bytes;

    /// <param name="plan">One by which something is given.</param>
    public static AugmentationOrder Of(AugmentationPlan plan) =>
        new(plan.Minors.ToArray(), plan.Majors.ToArray(), plan.TargetWeights.ToArray(), plan.Wanted, plan.Items, plan.Popularities);

    public AugmentationPlan ToPlan() => new()
    {
        Minors = Minors.Values,
        Majors = Majors.Values,
        TargetWeights = TargetWeights.Values,
        Wanted = Wanted,
        Items = Items.Values,
        Popularities = Popularities.Values,
        Reason = null,
    };
}
