using System.Text.Json;
using Aread.Data;
using Aread.Hei;
using Aread.Hemp;

namespace Aread.Tests.Fixtures;

/// <summary>A model_*.json or hemp_trace_*.json file as our model: shapes, flat weights and buffers, and where each named tensor lies in them.</summary>
public sealed class ModelFixture
{
    private readonly Dictionary<string, (int Start, int Length)> _parameters = [];
    private readonly Dictionary<string, (int Start, int Length)> _buffers = [];

    public ModelFixture(JsonElement file, JsonElement config)
    {
        File = file;
        var towers = config.Ints("towers");
        var sequences = Enumerable.Repeat(config.GetProperty("seq_len").GetInt32(), config.GetProperty("seq_fields").GetInt32()).ToArray();
        Shape = new ModelShape
        {
            Features = new FeatureLayout(config.Ints("vocab"), sequences, config.GetProperty("item_field").GetInt32(), config.GetProperty("domain_field").GetInt32()),
            EmbeddingSize = config.GetProperty("embed").GetInt32(),
            BottomExperts = config.GetProperty("n_expert").GetInt32(),
            BottomWidths = config.Ints("expert_dims"),
            CrossLayers = config.GetProperty("n_cross").GetInt32(),
            Experts = new MaskShape(towers),
            ExpertWidths = config.GetProperty("tower_dims").Deserialize<int[][]>()!,
        };
        L2 = config.Double("l2");
        Layout = new DenseLayout(Shape);
        MapNames();
        Weights = new float[Layout.Length];
        Buffers = new float[Layout.BufferLength];
        foreach (var (name, (start, length)) in _parameters) Read("params", name, length).CopyTo(Weights.AsSpan(start));
        foreach (var (name, (start, length)) in _buffers) Read("buffers", name, length).CopyTo(Buffers.AsSpan(start));
        Embedding = FixtureTensor.Read(file.GetProperty("params").GetProperty("embedding")).Floats();
        var known = _parameters.Keys.Append("embedding").Order(StringComparer.Ordinal);
        Assert.Equal(file.GetProperty("params").EnumerateObject().Select(p => p.Name).Order(StringComparer.Ordinal), known);
    }

    public JsonElement File { get; }

    public ModelShape Shape { get; }

    public DenseLayout Layout { get; }

    public double L2 { get; }

    /// <summary>[Layout.Length]</summary>
    public float[] Weights { get; }

    /// <summary>[Layout.BufferLength]</summary>
    public float[] Buffers { get; }

    /// <summary>[Features.Rows, E]</summary>
    public float[] Embedding { get; }

    public IReadOnlyDictionary<string, (int Start, int Length)> Parameters => _parameters;

    public IReadOnlyDictionary<string, (int Start, int Length)> BufferPlaces => _buffers;

    public static ModelFixture Open(string key) => new(FixtureFiles.Open(key), FixtureFiles.Open(key).GetProperty("config"));

    /// <summary>Rows (file, case index) of all cases of all model files.</summary>
    public static TheoryData<string, int> Cases() => FixtureFiles.Cases("model_", "cases");

    /// <summary>A {ids, labels} object.</summary>
    public static SampleBlock Batch(JsonElement batch)
    {
        var ids = FixtureTensor.Read(batch.GetProperty("ids"));
        return new SampleBlock(ids.Shape[1], Array.ConvertAll(ids.Data, id => (int)id), Array.ConvertAll(batch.Ints("labels"), label => (byte)label));
    }

    /// <summary>[rows, E] vectors of table rows.</summary>
    public float[] Vectors(IReadOnlyList<int> rows) =>
        [.. rows.SelectMany(row => Embedding[(row * Shape.EmbeddingSize)..((row + 1) * Shape.EmbeddingSize)])];

    /// <summary>The slice that a named parameter belongs to.</summary>
    public int SliceOf(string name)
    {
        var (start, _) = _parameters[name];
        var spec = Layout.Parameters.Last(parameter => parameter.Offset <= start);
        return spec.SliceOffset + (start - spec.Offset) / spec.SliceLength;
    }

    private float[] Read(string section, string name, int length)
    {
        var values = FixtureTensor.Read(File.GetProperty(section).GetProperty(name)).Floats();
        Assert.True(values.Length == length, $"{name} has {values.Length} values in the fixture and {length} in our layout.");
        return values;
    }

    private void MapNames()
    {
        Map("group_embedding", Layout.GroupEmbedding, 0, 1);
        Map("linear.weight", Layout.LinearWeight, 0, 1);
        Map("linear.bias", Layout.LinearBias, 0, 1);
        for (var i = 0; i < Shape.CrossLayers; i++)
        {
            Map($"cross.{i}.w", Layout.Cross[i].Weight, 0, 1);
            Map($"cross.{i}.b", Layout.Cross[i].Bias, 0, 1);
        }
        MapStack("expert", Layout.Bottom, Shape.BottomExperts);
        MapGate("mmoe_gate", Layout.BottomGate, Shape.Experts.Experts(0));
        for (var level = 0; level < Shape.Experts.ExpertLevels; level++)
        {
            MapStack($"tower.{level}", Layout.Levels[level], Shape.Experts.Experts(level));
            if (Layout.Gates[level] is { } gate) MapGate($"gate.{level}", gate, Shape.Experts.Experts(level));
        }
        for (var t = 0; t < Shape.Outputs; t++) Map($"out.{t}.weight", Layout.Head, t, Shape.Outputs);
    }

    private void MapGate(string name, GateSpec gate, int experts)
    {
        for (var t = 0; t < experts; t++)
        {
            Map($"{name}.{t}.weight", gate.Weight, t, experts);
            Map($"{name}.{t}.bias", gate.Bias, t, experts);
        }
    }

    private void MapStack(string name, IReadOnlyList<LayerSpec> layers, int experts)
    {
        for (var expert = 0; expert < experts; expert++)
            for (var i = 0; i < layers.Count; i++)
            {
                var prefix = $"{name}.{expert}.{i}";
                Map($"{prefix}.weight", layers[i].Weight, expert, experts);
                Map($"{prefix}.bias", layers[i].Bias, expert, experts);
                Map($"{prefix}.gamma", layers[i].Normalization!.Gamma, expert, experts);
                Map($"{prefix}.beta", layers[i].Normalization!.Beta, expert, experts);
                var buffer = Layout.Buffers[layers[i].Normalization!.Buffer];
                _buffers[$"{prefix}.mean"] = (buffer.Offset + expert * buffer.Width, buffer.Width);
                _buffers[$"{prefix}.var"] = (buffer.Offset + buffer.HalfLength + expert * buffer.Width, buffer.Width);
            }
    }

    private void Map(string name, int parameter, int part, int parts)
    {
        var spec = Layout.Parameters[parameter];
        var length = spec.Length / parts;
        _parameters[name] = (spec.Offset + part * length, length);
    }
}
