using Aread.Baselines;
using static TorchSharp.torch;

namespace Aread.Comparison;

/// <summary>A system of the paper's comparison by its name there.</summary>
/// <param name="Name">As in the paper's table.</param>
/// <param name="Create">How it is trained.</param>
public sealed record ComparisonSystem(string Name, Func<Device, IBaselineTraining> Create)
{
    /// <summary>It has a tower for each group of domains, so groups must have been made.</summary>
    public bool IsGrouped { get; init; }

    /// <summary>What it changes in the options.</summary>
    public Func<AreadOptions, AreadOptions> Variant { get; init; } = static options => options;

    public static ComparisonSystem Aread { get; } = new("AREAD", device => new AreadTraining(device));

    public static ComparisonSystem Isolated { get; } = new("Isolated", device => IsolatedOn(device));

    /// <summary>All, AREAD last.</summary>
    public static IReadOnlyList<ComparisonSystem> All => [.. Baselines, Aread];

    /// <summary>In the order of the paper's table: those that know nothing of domains, then those for several domains.</summary>
    public static IReadOnlyList<ComparisonSystem> Baselines { get; } =
    [
        Mixed("DeepFM", shape => new DeepFm(shape)),
        Mixed("DCN", shape => new Dcn(shape)),
        Mixed("AutoInt", shape => new AutoInt(shape)),
        Mixed("DCNv2", shape => new DcnV2(shape)),
        Mixed("EPNet-S", shape => new EpNet(shape, perDomain: false)),
        Isolated,
        Grouped("MMoE", shape => new Mmoe(shape)),
        Grouped("PLE", shape => new Ple(shape)),
        Grouped("STAR", shape => new Star(shape)),
        Mixed("AdaSparse", shape => new AdaSparse(shape)),
        Grouped("HiNet", shape => new HiNet(shape)),
        Grouped("EPNet", shape => new EpNet(shape, perDomain: true)),
        Grouped("PEPNet", shape => new PepNet(shape)),
        Mixed("ADL", shape => new Adl(shape)),
        new("MAMDR", device => new MamdrTraining(shape => new Mamdr(shape), device)),
    ];

    /// <summary>A system of the comparison, the ablation or a study; null if there is none of that name.</summary>
    public static ComparisonSystem? Find(string name) =>
        All.Concat(Ablation.Systems).Concat(Study.All.SelectMany(study => study.Points.Select(point => point.System))).FirstOrDefault(system => system.Name == name);

    /// <summary>As <see cref="Isolated"/> is trained.</summary>
    public static IsolatedTraining IsolatedOn(Device device) => new(shape => new Dcn(shape), device);

    /// <summary>With a tower for each group of domains.</summary>
    private static ComparisonSystem Grouped(string name, Func<BaselineShape, Baseline> create) => new(name, device => new MixedTraining(create, device, grouped: true)) { IsGrouped = true };

    private static ComparisonSystem Mixed(string name, Func<BaselineShape, Baseline> create) => new(name, device => new MixedTraining(create, device));
}
