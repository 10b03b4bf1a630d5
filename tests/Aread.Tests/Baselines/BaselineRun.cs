using Aread.Baselines;
using Aread.Comparison;
using Aread.Data;
using Aread.Hei;
using Aread.Tensors;
using Aread.Training;
using static TorchSharp.torch;

namespace Aread.Tests.Baselines;

/// <summary>A system with weights of its own, on samples made up: user, item, domain, and a sequence of two.</summary>
internal sealed class BaselineRun
{
    public const int Users = 5;
    public const int Items = 7;

    private readonly float[] _rows;

    public BaselineRun(Baseline model)
    {
        Model = model;
        var stream = new RandomStream(3, "baseline-run");
        Weights = [.. Enumerable.Range(0, model.Length).Select(_ => (float)stream.NextNormal() * 0.3f)];
        _rows = [.. Enumerable.Range(0, model.Shape.Features.Rows * model.RowSize).Select(_ => (float)stream.NextNormal())];
    }

    public Baseline Model { get; }

    /// <summary>[Length], to be changed by tests.</summary>
    public float[] Weights { get; }

    /// <summary>[rows, RowSize], to be changed by tests.</summary>
    public float[] Rows => _rows;

    /// <summary>Small enough to compute by hand; without normalisation and dropout, so that samples have nothing to do with each other.</summary>
    public static BaselineShape Shape(int domains = 3, Normalization normalization = Normalization.None) => new()
    {
        Features = new FeatureLayout([Users, Items, domains + 1], [2], itemField: 1, domainField: 2),
        EmbeddingSize = 4,
        Domains = domains,
        PriorFields = [0, 1],
        Widths = [6, 5],
        TowerWidths = [4, 3],
        DeepTowerWidths = [6, 4],
        CrossLayers = 2,
        Experts = 3,
        Normalization = normalization,
    };

    /// <summary>So many samples of each domain.</summary>
    public static MixedBatch Batch(params int[] counts)
    {
        var stream = new RandomStream(5, "baseline-batch");
        var (ids, labels, groups) = (new List<int>(), new List<byte>(), new List<DomainGroup>());
        for (var domain = 0; domain < counts.Length; domain++)
        {
            if (counts[domain] > 0) groups.Add(new DomainGroup(domain, labels.Count, counts[domain]));
            for (var i = 0; i < counts[domain]; i++)
            {
                ids.AddRange([stream.Next(Users), stream.Next(Items), domain + 1, stream.Next(Items), stream.Next(Items)]);
                labels.Add((byte)stream.Next(2));
            }
        }
        return new MixedBatch(new SampleBlock(5, [.. ids], [.. labels]), groups);
    }

    /// <summary>Logits in scoring, with running statistics of mean 0 and variance 1.</summary>
    public float[] Logits(MixedBatch batch) => Pass(batch, pass => Model.Forward(pass).ToArray());

    /// <summary>Whatever a test wants of a scoring pass.</summary>
    public T Pass<T>(MixedBatch batch, Func<BaselinePass, T> read)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        var buffers = new float[Model.BufferLength];
        foreach (var buffer in Model.Buffers) buffers.AsSpan(buffer.Offset + buffer.HalfLength, buffer.HalfLength).Fill(1);
        return read(new BaselinePass(Model, DenseTensors.Create(Model, Weights, 1, trainable: false, TestDevice.Here), RowsOf(batch), batch.Groups, new ForwardMode(HostMemory.ToTensor<float>(buffers, [buffers.Length], TestDevice.Here), null)));
    }

    /// <summary>Gradients of a training step.</summary>
    public BaselineGradient Gradient(MixedBatch batch)
    {
        var index = RowIndex.Of(Model.Shape.Features, batch.Samples);
        var vectors = new float[index.Rows.Length * Model.RowSize];
        for (var i = 0; i < index.Rows.Length; i++) _rows.AsSpan(index.Rows[i] * Model.RowSize, Model.RowSize).CopyTo(vectors.AsSpan(i * Model.RowSize));
        return BaselineStep.Run(Model, Weights, index, vectors, batch, dropoutSeed: null, TestDevice.Here);
    }

    /// <summary>The gradient of a parameter, by its name.</summary>
    public float[] Gradient(MixedBatch batch, string parameter)
    {
        var spec = Spec(parameter);
        return Gradient(batch).Dense.Gradient[spec.Offset..(spec.Offset + spec.Length)];
    }

    /// <summary>A parameter's weights, to be read and changed.</summary>
    public Span<float> this[string parameter]
    {
        get
        {
            var spec = Spec(parameter);
            return Weights.AsSpan(spec.Offset, spec.Length);
        }
    }

    private ParameterSpec Spec(string parameter) => Model.Parameters.Single(spec => spec.Name == parameter);

    private Tensor RowsOf(MixedBatch batch)
    {
        var features = Model.Shape.Features;
        var values = new List<float>();
        for (var row = 0; row < batch.Samples.Count; row++)
            for (var column = 0; column < features.Columns; column++)
                values.AddRange(_rows.AsSpan(features.Row(column, batch.Samples.Sample(row)[column]) * Model.RowSize, Model.RowSize).ToArray());
        return HostMemory.ToTensor<float>([.. values], [batch.Samples.Count, features.Columns, Model.RowSize], TestDevice.Here);
    }
}
