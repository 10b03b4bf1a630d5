using Aread.Baselines;
using Aread.Data;
using Aread.Hei;
using Aread.Training;
using static TorchSharp.torch;

namespace Aread.Comparison;

/// <summary>The weights of one system in training, with their optimiser state.</summary>
public sealed class BaselineWeights
{
    private readonly AreadOptions _options;
    private readonly Device _device;
    private readonly DenseState _dense;
    private readonly EmbeddingTable _rows;
    private long _steps;

    public BaselineWeights(Baseline model, AreadOptions options, Device device)
    {
        (Model, _options, _device) = (model, options, device);
        GroupOf = [.. Enumerable.Range(0, model.Shape.Domains)];
        _dense = new DenseState(model, options.Training);
        _rows = new EmbeddingTable(0, model.Shape.Features.Rows, model.RowSize, options.Hei.EmbeddingInitialRange, options.Training);
    }

    public Baseline Model { get; }

    /// <summary>For each domain of the data, which of the model's M it is.</summary>
    public int[] GroupOf { get; init; }

    /// <summary>[Length]; replaced by each step.</summary>
    public float[] Dense => _dense.Weights;

    /// <summary>[rows of the table, RowSize]; changed by each step.</summary>
    public float[] Rows => _rows.Weights;

    /// <summary>Dense weights and embedding rows.</summary>
    public long Parameters => _dense.Weights.Length + (long)_rows.Weights.Length;

    /// <summary>Dense weights with their optimiser state.</summary>
    internal DenseState State => _dense;

    /// <summary>One optimiser step.</summary>
    /// <returns>The batch's loss before it.</returns>
    /// <exception cref="DivergedException">The loss is not finite.</exception>
    public double Step(MixedBatch batch)
    {
        var (index, gradient) = Step(batch, _dense);
        _rows.Apply(index.Rows, gradient.Rows);
        return gradient.Loss;
    }

    /// <summary>One optimiser step of other dense weights over these rows, which stay as they are.</summary>
    internal (RowIndex Index, BaselineGradient Gradient) Step(MixedBatch batch, DenseState dense)
    {
        var (index, vectors) = Gather(batch.Samples);
        var gradient = BaselineStep.Run(Model, dense.Weights, index, vectors, batch, RandomStream.SeedOf(_options.Training.Seed, "comparison-dropout", _steps), _device);
        if (!double.IsFinite(gradient.Loss)) throw new DivergedException($"Training of {Model.GetType().Name} diverged at step {_steps}: the loss is {gradient.Loss}. Lower Training:LearningRate.");
        dense.Apply(gradient.Dense);
        _steps++;
        return (index, gradient);
    }

    /// <returns>[n] probabilities for samples of one domain.</returns>
    public float[] Score(int domain, SampleBlock samples) => Score(domain, samples, _dense.Weights, _dense.Buffers);

    /// <summary>With other dense weights and running statistics.</summary>
    internal float[] Score(int domain, SampleBlock samples, float[] dense, float[] buffers)
    {
        var scores = new List<float>(samples.Count);
        foreach (var rows in Enumerable.Range(0, samples.Count).Chunk(_options.Training.ScoringBatchSize))
        {
            var part = samples.Select(rows);
            var (index, vectors) = Gather(part);
            scores.AddRange(BaselineStep.Score(Model, dense, buffers, index, vectors, MixedBatch.Of(GroupOf[domain], part), _device));
        }
        return [.. scores];
    }

    /// <summary>Weights and running statistics as they are, without the optimiser's state.</summary>
    public BaselineSnapshot Save() => new([.. _dense.Weights], _dense.Buffers, [.. _rows.Weights]);

    /// <summary>Goes back to saved weights; the optimiser goes on as it is.</summary>
    public void Restore(BaselineSnapshot saved)
    {
        _dense.Restore([.. saved.Dense], saved.Buffers, _dense.FirstMoments, _dense.SecondMoments, _dense.StepCounts);
        saved.Rows.CopyTo(_rows.Weights, 0);
    }

    private (RowIndex Index, float[] Vectors) Gather(SampleBlock samples)
    {
        var index = RowIndex.Of(Model.Shape.Features, samples);
        var vectors = GC.AllocateUninitializedArray<float>(index.Rows.Length * Model.RowSize);
        _rows.Gather(index.Rows, vectors);
        return (index, vectors);
    }
}
