using Aread.Hemp;

namespace Aread.Hei;

/// <summary>The dense weights of <see cref="AreadModel"/>.</summary>
public sealed class DenseLayout : ParameterLayout
{
    public DenseLayout(ModelShape shape) : base(shape.Normalization, shape.Initialization, shape.Dropout)
    {
        Shape = shape;
        var (input, embedding, experts) = (shape.InputWidth, shape.EmbeddingSize, shape.Experts);

        GroupEmbedding = Add("group_embedding", [experts.Experts(0), embedding], SliceUse.Masked, initialRange: 1);
        LinearWeight = Add("linear.weight", [input], penalised: true, initialRange: InverseRoot(input));
        LinearBias = Add("linear.bias", [1]);
        Cross = [.. Enumerable.Range(0, shape.CrossLayers).Select(i => new CrossSpec(
            Add($"cross.{i}.weight", [input], penalised: true, initialRange: InverseRoot(input)),
            Add($"cross.{i}.bias", [input])))];
        Bottom = AddStack("bottom", -1, shape.BottomExperts, input, shape.BottomWidths);
        BottomGate = AddGate("bottom.gate", 0, shape.BottomExperts, input);

        var width = shape.BottomWidths[^1];
        var levels = new List<IReadOnlyList<LayerSpec>>();
        var gates = new List<GateSpec?>();
        for (var level = 0; level < experts.ExpertLevels; level++)
        {
            gates.Add(level == 0 ? null : AddGate($"hei.{level}.gate", level, experts.Experts(level - 1), 2 * embedding));
            levels.Add(AddStack($"hei.{level}", level, experts.Experts(level), width, shape.ExpertWidths[level]));
            width = shape.ExpertWidths[level][^1];
        }
        Levels = levels;
        Gates = gates;
        Head = Add("head.weight", [shape.Outputs, input + width], SliceUse.ActiveExpert, experts.ExpertLevels - 1, shape.Outputs, initialRange: InverseRoot(input + width));
    }

    public ModelShape Shape { get; }

    public int GroupEmbedding { get; }

    public int LinearWeight { get; }

    public int LinearBias { get; }

    public IReadOnlyList<CrossSpec> Cross { get; }

    public IReadOnlyList<LayerSpec> Bottom { get; }

    public GateSpec BottomGate { get; }

    /// <summary>Layers of the experts of each level.</summary>
    public IReadOnlyList<IReadOnlyList<LayerSpec>> Levels { get; }

    /// <summary>Gates over the level below; none at level 0.</summary>
    public IReadOnlyList<GateSpec?> Gates { get; }

    public int Head { get; }

    /// <summary>Whether each slice is moved by a step with this mask and batch size.</summary>
    /// <param name="mask">Null in warm-up, where every expert is active.</param>
    /// <param name="batchSize">Samples in the batch.</param>
    /// <returns>[Slices]</returns>
    public bool[] TouchedSlices(ExpertMask? mask, int batchSize)
    {
        var touched = new bool[Slices];
        foreach (var parameter in Parameters)
            for (var slice = 0; slice < parameter.Slices; slice++)
                touched[parameter.SliceOffset + slice] = parameter.Penalised || (IsUsed(parameter, slice, mask) && !(parameter.NeedsBatch && batchSize < 2));
        return touched;
    }

    private static bool IsUsed(ParameterSpec parameter, int slice, ExpertMask? mask) => parameter.Use switch
    {
        SliceUse.Masked => mask is not null,
        SliceUse.ActiveExpert => mask is null || mask.IsActive(parameter.Level, slice),
        _ => true,
    };

    private GateSpec AddGate(string name, int level, int sources, int input)
    {
        var targets = Shape.Experts.Experts(level);
        return new GateSpec(
            Add($"{name}.weight", [targets, sources, input], SliceUse.ActiveExpert, level, targets, initialRange: InverseRoot(input)),
            Add($"{name}.bias", [targets, sources], SliceUse.ActiveExpert, level, targets, initialRange: InverseRoot(input)));
    }
}
