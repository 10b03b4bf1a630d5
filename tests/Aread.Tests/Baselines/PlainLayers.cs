using Aread.Baselines;
using Aread.Training;

namespace Aread.Tests.Baselines;

/// <summary>Layers in plain arithmetic, for one sample.</summary>
internal static class PlainLayers
{
    /// <summary>A sample's numbers out of [I, B].</summary>
    public static double[] Column(float[] values_IB, int samples, int sample) =>
        [.. Enumerable.Range(0, values_IB.Length / samples).Select(i => (double)values_IB[i * samples + sample])];

    /// <summary>W x + b, of parameters name.weight and name.bias.</summary>
    /// <param name="domain">Which of the domains' layers; -1: there is one.</param>
    public static double[] Linear(BaselineRun run, string name, double[] input, int domain = -1)
    {
        var (weight, bias) = (Slice(run, $"{name}.weight", domain), Slice(run, $"{name}.bias", domain));
        return [.. bias.Select((b, o) => b + Dot(weight.AsSpan(o * input.Length, input.Length), input))];
    }

    /// <summary>Layers of a network or of a domain's tower, with ReLU.</summary>
    public static double[] Network(BaselineRun run, string name, int layers, double[] input, int domain = -1)
    {
        for (var layer = 0; layer < layers; layer++) input = Relu(Linear(run, $"{name}.layers.{layer}", input, domain));
        return input;
    }

    /// <summary>2 * sigmoid(W' relu(W x + b) + b').</summary>
    public static double[] GateUnit(BaselineRun run, string name, double[] input) =>
        [.. Linear(run, $"{name}.output", Relu(Linear(run, $"{name}.hidden", input))).Select(value => 2 * Sigmoid(value))];

    /// <summary>A parameter, or the part of it that is a domain's.</summary>
    public static float[] Slice(BaselineRun run, string parameter, int domain) =>
        domain < 0 ? run[parameter].ToArray() : Slice(run.Model, run[parameter].ToArray(), domain);

    /// <summary>The part of a parameter's numbers that is a domain's.</summary>
    public static float[] Slice(Baseline model, float[] values, int domain)
    {
        var length = values.Length / model.Shape.Domains;
        return values[(domain * length)..((domain + 1) * length)];
    }

    public static double[] Relu(double[] values) => [.. values.Select(value => Math.Max(0, value))];

    public static double Sigmoid(double value) => 1 / (1 + Math.Exp(-value));

    public static double[] Times(double[] one, double[] other) => [.. one.Zip(other, (a, b) => a * b)];

    public static int Domain(MixedBatch batch, int sample) => batch.Groups.Single(group => sample >= group.Start && sample < group.Start + group.Count).Domain;

    /// <summary>The vector of an id.</summary>
    public static Span<float> Vector(BaselineRun run, int column, int id) =>
        run.Rows.AsSpan(run.Model.Shape.Features.Row(column, id) * run.Model.RowSize, run.Model.RowSize);

    /// <summary>The gradient of an id's vector in a training step on a batch that has it.</summary>
    public static float[] VectorGradient(BaselineRun run, MixedBatch batch, int column, int id)
    {
        var index = RowIndex.Of(run.Model.Shape.Features, batch.Samples);
        var place = Array.IndexOf(index.Rows, run.Model.Shape.Features.Row(column, id));
        Assert.True(place >= 0);
        return run.Gradient(batch).Rows[(place * run.Model.RowSize)..((place + 1) * run.Model.RowSize)];
    }

    /// <summary>Makes the first layer of a network, or of every domain's, blind to some inputs.</summary>
    /// <param name="weight_OI">The layer's weights.</param>
    /// <param name="inputs">Numbers of the vectors.</param>
    public static void Hide(BaselineRun run, string weight_OI, params int[] inputs)
    {
        var weight = run[weight_OI];
        var (width, size) = (run.Model.Shape.InputWidth, run.Model.Shape.EmbeddingSize);
        for (var row = 0; row < weight.Length; row += width)
            foreach (var input in inputs) weight.Slice(row + input * size, size).Clear();
    }

    private static double Dot(ReadOnlySpan<float> one, double[] other)
    {
        var sum = 0.0;
        for (var i = 0; i < one.Length; i++) sum += one[i] * other[i];
        return sum;
    }
}
