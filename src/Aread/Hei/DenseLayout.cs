using Aread.Hemp;

namespace Aread.Hei;

/// <summary>
/// Names, shapes and places of all dense weights (everything but embedding rows) in one flat array, so that weights, gradients
/// and optimiser moments travel and are stored as plain arrays of equal length.
/// </summary>
public sealed class DenseLayout
{
    private readonly List<ParameterSpec> _parameters = [];
    private readonly List<BufferSpec> _buffers = [];

    public DenseLayout(ModelShape shape)
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

    /// <summary>In the order of the flat array.</summary>
    public IReadOnlyList<ParameterSpec> Parameters => _parameters;

    public IReadOnlyList<BufferSpec> Buffers => _buffers;

    /// <summary>Elements of the flat weight array.</summary>
    public int Length { get; private set; }

    /// <summary>Elements of the flat buffer array.</summary>
    public int BufferLength { get; private set; }

    /// <summary>Parts with an optimiser step count of their own.</summary>
    public int Slices { get; private set; }

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
        foreach (var parameter in _parameters)
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

    private IReadOnlyList<LayerSpec> AddStack(string name, int level, int experts, int input, IReadOnlyList<int> widths)
    {
        var use = level < 0 ? SliceUse.Always : SliceUse.ActiveExpert;
        var batchNormalised = Shape.Normalization == Normalization.Batch;
        var layers = new List<LayerSpec>();
        foreach (var width in widths)
        {
            var layer = $"{name}.layers.{layers.Count}";
            var weight = Add($"{layer}.weight", [experts, width, input], use, level, experts, penalised: true, initialRange: InverseRoot(input));
            var bias = Add($"{layer}.bias", [experts, width], use, level, experts, initialRange: InverseRoot(input));
            NormalizationSpec? norm = Shape.Normalization == Normalization.None ? null : new NormalizationSpec(
                Add($"{layer}.gamma", [experts, width], use, level, experts, penalised: true, needsBatch: batchNormalised, initialValue: 1),
                Add($"{layer}.beta", [experts, width], use, level, experts, needsBatch: batchNormalised),
                batchNormalised ? AddBuffer(layer, level, experts, width) : -1);
            layers.Add(new LayerSpec(weight, bias, norm));
            input = width;
        }
        return layers;
    }

    private GateSpec AddGate(string name, int level, int sources, int input)
    {
        var targets = Shape.Experts.Experts(level);
        return new GateSpec(
            Add($"{name}.weight", [targets, sources, input], SliceUse.ActiveExpert, level, targets, initialRange: InverseRoot(input)),
            Add($"{name}.bias", [targets, sources], SliceUse.ActiveExpert, level, targets, initialRange: InverseRoot(input)));
    }

    private int Add(
        string name,
        long[] shape,
        SliceUse use = SliceUse.Always,
        int level = -1,
        int slices = 1,
        bool penalised = false,
        bool needsBatch = false,
        double initialRange = 0,
        float initialValue = 0)
    {
        var spec = new ParameterSpec(name, shape, Length, slices, Slices, use, level, penalised, needsBatch, initialRange, initialValue);
        _parameters.Add(spec);
        Length = checked(Length + spec.Length);
        Slices += slices;
        return _parameters.Count - 1;
    }

    private int AddBuffer(string name, int level, int experts, int width)
    {
        var spec = new BufferSpec(name, level, experts, width, BufferLength);
        _buffers.Add(spec);
        BufferLength += 2 * spec.HalfLength;
        return _buffers.Count - 1;
    }

    private static double InverseRoot(int fanIn) => 1.0 / Math.Sqrt(fanIn);
}
