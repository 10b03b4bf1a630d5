namespace Aread.Hei;

/// <summary>
/// Names, shapes and places of all dense weights of a model (everything but embedding rows) in one flat array, so that weights, gradients
/// and optimiser moments travel and are stored as plain arrays of equal length.
/// </summary>
/// <param name="normalization">Of every stack of layers.</param>
/// <param name="initialization">Of layers that a ReLU follows.</param>
/// <param name="dropout">After every layer of a stack.</param>
public abstract class ParameterLayout(Normalization normalization, Initialization initialization, double dropout)
{
    private readonly List<ParameterSpec> _parameters = [];
    private readonly List<BufferSpec> _buffers = [];

    public Normalization Normalization { get; } = normalization;

    public double Dropout { get; } = dropout;

    /// <summary>In the order of the flat array.</summary>
    public IReadOnlyList<ParameterSpec> Parameters => _parameters;

    public IReadOnlyList<BufferSpec> Buffers => _buffers;

    /// <summary>Elements of the flat weight array.</summary>
    public int Length { get; private set; }

    /// <summary>Elements of the flat buffer array.</summary>
    public int BufferLength { get; private set; }

    /// <summary>Parts with an optimiser step count of their own.</summary>
    public int Slices { get; private set; }

    /// <summary>Start values of a dense layer: uniform in ± this.</summary>
    protected static double InverseRoot(int fanIn) => 1.0 / Math.Sqrt(fanIn);

    /// <summary>Start values of a layer that a ReLU follows: weights and biases uniform in ± these.</summary>
    protected (double Weight, double Bias) RectifiedRanges(int fanIn) =>
        initialization == Initialization.He ? (Math.Sqrt(6.0 / fanIn), 0) : (InverseRoot(fanIn), InverseRoot(fanIn));

    protected int Add(
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

    /// <summary>Layers of stacked experts, each normalised as <see cref="Normalization"/> says.</summary>
    /// <param name="level">Level of experts that a mask may leave out; -1: always used.</param>
    protected IReadOnlyList<LayerSpec> AddStack(string name, int level, int experts, int input, IReadOnlyList<int> widths)
    {
        var use = level < 0 ? SliceUse.Always : SliceUse.ActiveExpert;
        var batchNormalised = Normalization == Normalization.Batch;
        var layers = new List<LayerSpec>();
        foreach (var width in widths)
        {
            var layer = $"{name}.layers.{layers.Count}";
            var ranges = RectifiedRanges(input);
            var weight = Add($"{layer}.weight", [experts, width, input], use, level, experts, penalised: true, initialRange: ranges.Weight);
            var bias = Add($"{layer}.bias", [experts, width], use, level, experts, initialRange: ranges.Bias);
            NormalizationSpec? norm = Normalization == Normalization.None ? null : new NormalizationSpec(
                Add($"{layer}.gamma", [experts, width], use, level, experts, penalised: true, needsBatch: batchNormalised, initialValue: 1),
                Add($"{layer}.beta", [experts, width], use, level, experts, needsBatch: batchNormalised),
                batchNormalised ? AddBuffer(layer, level, experts, width) : -1);
            layers.Add(new LayerSpec(weight, bias, norm));
            input = width;
        }
        return layers;
    }

    /// <summary>Running statistics of stacked experts, or of domains.</summary>
    /// <param name="level">Level whose active experts update them; -1: all do with each batch.</param>
    protected int AddBuffer(string name, int level, int experts, int width)
    {
        var spec = new BufferSpec(name, level, experts, width, BufferLength);
        _buffers.Add(spec);
        BufferLength += 2 * spec.HalfLength;
        return _buffers.Count - 1;
    }
}
