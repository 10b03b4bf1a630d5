using Aread.Hei;
using static TorchSharp.torch;

namespace Aread.Baselines;

/// <summary>A system that the paper compares AREAD with: its parameters, and a forward pass over samples of any domains. Holds no weights.</summary>
/// <remarks>
/// Shape letters of all systems: F inputs (fields and sequences), E embedding size, D = F * E, M domains, X experts, I and O features, B samples. Samples
/// come last, and those of a domain lie together.
/// </remarks>
public abstract class Baseline(BaselineShape shape) : ParameterLayout(shape.Normalization, shape.Initialization, shape.Dropout)
{
    public BaselineShape Shape { get; } = shape;

    /// <summary>Numbers in a row of the embedding table: E, or more where a system keeps other numbers of an id beside its vector.</summary>
    public virtual int RowSize => Shape.EmbeddingSize;

    /// <returns>[B], a logit for each sample.</returns>
    public abstract Tensor Forward(BaselinePass pass);

    /// <summary>Slices that a batch moves: all, but scales and shifts of a normalisation that needs more than one sample.</summary>
    /// <returns>[Slices]</returns>
    public bool[] TouchedSlices(int batchSize)
    {
        var touched = new bool[Slices];
        foreach (var parameter in Parameters) touched.AsSpan(parameter.SliceOffset, parameter.Slices).Fill(parameter.Penalised || !parameter.NeedsBatch || batchSize >= 2);
        return touched;
    }

    /// <summary>The layers of one network for all samples.</summary>
    protected IReadOnlyList<LayerSpec> AddNetwork(string name, int input, IReadOnlyList<int> widths) => AddStack(name, -1, 1, input, widths);

    /// <summary>The layers of experts side by side, for all samples.</summary>
    protected IReadOnlyList<LayerSpec> AddExperts(string name, int experts, int input, IReadOnlyList<int> widths) => AddStack(name, -1, experts, input, widths);

    /// <summary>[O, I] and [O].</summary>
    /// <param name="rectified">A ReLU follows.</param>
    protected LinearSpec AddLinear(string name, int input, int output, bool rectified = false)
    {
        var ranges = Ranges(input, rectified);
        return new LinearSpec(Add($"{name}.weight", [output, input], penalised: true, initialRange: ranges.Weight), Add($"{name}.bias", [output], initialRange: ranges.Bias));
    }

    /// <summary>A linear layer for each domain: [M, O, I] and [M, O].</summary>
    /// <param name="rectified">A ReLU follows.</param>
    protected LinearSpec AddDomainLinear(string name, int input, int output, bool rectified = false)
    {
        var ranges = Ranges(input, rectified);
        return new LinearSpec(
            Add($"{name}.weight", [Shape.Domains, output, input], penalised: true, initialRange: ranges.Weight),
            Add($"{name}.bias", [Shape.Domains, output], initialRange: ranges.Bias));
    }

    /// <summary>A network for each domain, without normalisation: a batch may hold one sample of a domain.</summary>
    protected IReadOnlyList<LinearSpec> AddTowers(string name, int input, IReadOnlyList<int> widths) =>
        [.. widths.Select((width, i) => AddDomainLinear($"{name}.layers.{i}", i == 0 ? input : widths[i - 1], width, rectified: true))];

    /// <summary>A gate unit whose hidden layer is as wide as its output.</summary>
    protected GateUnitSpec AddGateUnit(string name, int input, int output) => new(
        AddLinear($"{name}.hidden", input, output, rectified: true), AddLinear($"{name}.output", output, output));

    private (double Weight, double Bias) Ranges(int input, bool rectified) => rectified ? RectifiedRanges(input) : (InverseRoot(input), InverseRoot(input));
}
