using Aread.Baselines;
using static TorchSharp.torch;

namespace Aread.Comparison;

/// <summary>A system of the paper's comparison by its name there.</summary>
/// <param name="Name">As in the paper's table.</param>
/// <param name="Create">How it is trained.</param>
public sealed record ComparisonSystem(string Name, Func<Device, IBaselineTraining> Create)
{
    /// <summary>In the order of the paper's table: those that know nothing of domains, then those for several domains.</summary>
    public static IReadOnlyList<ComparisonSystem> Baselines { get; } =
    [
        Mixed("DeepFM", shape => new DeepFm(shape)),
        Mixed("DCN", shape => new Dcn(shape)),
        new("Isolated", device => new IsolatedTraining(shape => new Dcn(shape), device)),
        Mixed("MMoE", shape => new Mmoe(shape)),
        Mixed("PLE", shape => new Ple(shape)),
        Mixed("HiNet", shape => new HiNet(shape)),
        Mixed("ADL", shape => new Adl(shape)),
        new("MAMDR", device => new MamdrTraining(shape => new Mamdr(shape), device)),
    ];

    private static ComparisonSystem Mixed(string name, Func<BaselineShape, Baseline> create) => new(name, device => new MixedTraining(create, device));
}
