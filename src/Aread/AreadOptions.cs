using Aread.Augmentation;
using Aread.Hei;
using Aread.Hemp;
using Aread.Training;

namespace Aread;

/// <summary>
/// Everything that can be chosen about a run. The names of sections and properties are the configuration keys
/// (<c>Training:BatchSize</c>); <c>options.json</c> of a run holds exactly this record.
/// </summary>
public sealed record AreadOptions
{
    public HeiOptions Hei { get; init; } = new();

    public HempOptions Hemp { get; init; } = new();

    public AugmentationOptions Augmentation { get; init; } = new();

    public TrainingOptions Training { get; init; } = new();

    public ComputeOptions Compute { get; init; } = new();

    public TorchOptions Torch { get; init; } = new();

    /// <summary>
    /// These options of a run, to go on where <paramref name="asked"/> says. Of it hold only what is no part of the result: Compute and Torch, but for
    /// <see cref="ComputeOptions.ThreadsPerLane"/>.
    /// </summary>
    public AreadOptions ResumedAs(AreadOptions asked) => this with
    {
        Compute = asked.Compute with { ThreadsPerLane = Compute.ThreadsPerLane },
        Torch = asked.Torch,
    };
}
