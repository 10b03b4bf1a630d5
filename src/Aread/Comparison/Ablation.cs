namespace Aread.Comparison;

/// <summary>What each part of AREAD adds (paper, ablation study): the base recommender, then one part after the other.</summary>
public static class Ablation
{
    public static IReadOnlyList<ComparisonSystem> Systems { get; } =
    [
        Variant("base", options => Bare(options) with { Hei = options.Hei with { Experts = [1] } }),
        Variant("+ HEI", Bare),
        Variant("+ HEMP", options => Bare(options) with { Hemp = options.Hemp with { Enabled = true } }),
        Variant("+ augmentation", options => options with { Hemp = options.Hemp with { Enabled = true }, Augmentation = options.Augmentation with { Enabled = true } }),
    ];

    private static AreadOptions Bare(AreadOptions options) => options with
    {
        Hemp = options.Hemp with { Enabled = false },
        Augmentation = options.Augmentation with { Enabled = false },
    };

    private static ComparisonSystem Variant(string name, Func<AreadOptions, AreadOptions> change) => ComparisonSystem.Aread with { Name = name, Variant = change };
}
