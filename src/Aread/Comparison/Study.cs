using System.Globalization;

namespace Aread.Comparison;

/// <summary>How AREAD's scores depend on one choice (paper, hyper-parameter study).</summary>
/// <param name="Name">For the command line.</param>
/// <param name="Quantity">What is varied, for people.</param>
/// <param name="Points">The values, ascending, each with the system that has it.</param>
public sealed record Study(string Name, string Quantity, IReadOnlyList<(double Value, ComparisonSystem System)> Points)
{
    /// <summary>As many levels, each of twice the experts of the one before; the first as in the options.</summary>
    public static Study Layers { get; } = Of("layers", "levels of experts", [1, 2, 3, 4],
        (options, levels) => options with { Hei = options.Hei with { Experts = [.. Enumerable.Range(0, (int)levels).Select(level => options.Hei.Experts[0] << level)] } });

    /// <summary>Experts of the first level; those above keep their proportion to it.</summary>
    public static Study Experts { get; } = Of("experts", "experts of the first level", [1, 2, 3, 4, 6],
        (options, experts) => options with { Hei = options.Hei with { Experts = [.. options.Hei.Experts.Select(count => Math.Max(1, (int)Math.Round(count * experts / options.Hei.Experts[0])))] } });

    public static Study UpdatingRate { get; } = Of("updating-rate", "updating rate", [1e-4, 1e-3, 1e-2, 1e-1],
        (options, rate) => options with { Hemp = options.Hemp with { UpdatingRate = rate } });

    public static Study Augmentation { get; } = Of("augmentation", "samples lent, as a share of all", [0, 0.05, 0.1, 0.2, 0.4],
        (options, ratio) => options with { Augmentation = options.Augmentation with { Ratio = ratio, Enabled = ratio > 0 } });

    public static IReadOnlyList<Study> All { get; } = [Layers, Experts, UpdatingRate, Augmentation];

    /// <summary>Whether the values are better shown by their logarithms.</summary>
    public bool IsLogarithmic => Points[0].Value > 0 && Points[^1].Value / Points[0].Value >= 100;

    private static Study Of(string name, string quantity, double[] values, Func<AreadOptions, double, AreadOptions> change) => new(name, quantity,
        [.. values.Select(value => (value, ComparisonSystem.Aread with { Name = $"{name} {value.ToString(CultureInfo.InvariantCulture)}", Variant = options => change(options, value) }))]);
}
