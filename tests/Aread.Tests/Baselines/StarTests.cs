using Aread.Baselines;
using Aread.Comparison;
using Aread.Hei;
using Aread.Tensors;
using Aread.Training;
using static TorchSharp.torch;

namespace Aread.Tests.Baselines;

public sealed class StarTests
{
    private const int DomainInput = 2;

    [Fact]
    public void Weights_of_a_domain_multiply_the_shared_ones_and_its_biases_add_to_them()
    {
        var run = new BaselineRun(new Star(BaselineRun.Shape()));
        var batch = BaselineRun.Batch(2, 1, 2);
        var logits = run.Logits(batch);
        for (var sample = 0; sample < batch.Samples.Count; sample++)
            Assert.Equal(Logit(run, batch, sample, mean: new double[12], variance: [.. Enumerable.Repeat(1.0, 12)]), logits[sample], 1e-3);
    }

    [Fact]
    public void Scoring_normalises_with_the_running_statistics_of_the_domain()
    {
        var run = new BaselineRun(new Star(BaselineRun.Shape()));
        var stream = new RandomStream(9, "star-buffers");
        var spec = Assert.Single(run.Model.Buffers);
        var buffers = new float[run.Model.BufferLength];
        foreach (ref var value in buffers.AsSpan()) value = (float)(0.5 + stream.NextDouble());
        var batch = BaselineRun.Batch(0, 3, 0);
        var index = RowIndex.Of(run.Model.Shape.Features, batch.Samples);
        float[] vectors = [.. index.Rows.SelectMany(row => run.Rows.AsSpan(row * run.Model.RowSize, run.Model.RowSize).ToArray())];
        float[] Score() => BaselineStep.Score(run.Model, run.Weights, buffers, index, vectors, batch, TestDevice.Here);

        var scores = Score();
        double[] Half(int start) => [.. buffers.AsSpan(start + spec.Width, spec.Width).ToArray().Select(value => (double)value)];
        for (var sample = 0; sample < 3; sample++)
            Assert.Equal(PlainLayers.Sigmoid(Logit(run, batch, sample, Half(spec.Offset), Half(spec.Offset + spec.HalfLength))), scores[sample], 1e-4);

        foreach (var other in new[] { 0, 2 }) buffers.AsSpan(other * spec.Width, spec.Width).Fill(7);
        Assert.Equal(scores, Score());
    }

    [Fact]
    public void Training_normalises_each_domains_samples_by_themselves_and_a_single_one_not_at_all()
    {
        var run = new BaselineRun(new Star(BaselineRun.Shape()));
        var batch = BaselineRun.Batch(3, 1, 0);
        var gradient = run.Gradient(batch);
        var vectors = Vectors(run, batch);
        double[] mean = [.. Enumerable.Range(0, 12).Select(i => vectors.Take(3).Average(x => x[i]))];
        double[] variance = [.. Enumerable.Range(0, 12).Select(i => vectors.Take(3).Average(x => Math.Pow(x[i] - mean[i], 2)))];
        var loss = 0.0;
        for (var sample = 0; sample < 4; sample++)
        {
            var logit = sample < 3 ? Logit(run, batch, sample, mean, variance) : Logit(run, batch, sample, new double[12], [.. Enumerable.Repeat(1.0, 12)]);
            loss += Math.Log(1 + Math.Exp(batch.Samples.Labels[sample] == 1 ? -logit : logit)) / 4;
        }
        Assert.Equal(loss, gradient.Loss, 1e-3);

        var statistics = Assert.Single(gradient.Dense.Statistics);
        Assert.Equal([true, false, false], statistics.ActiveExperts[0]);
        var spec = run.Model.Buffers[0];
        for (var i = 0; i < 12; i++)
        {
            Assert.Equal(mean[i], statistics.Values[spec.Offset + i], 1e-4);
            Assert.Equal(variance[i] * 3 / 2, statistics.Values[spec.Offset + spec.HalfLength + i], 1e-4);
        }
    }

    [Fact]
    public void A_batch_of_a_single_sample_says_nothing_of_running_statistics()
    {
        var gradient = new BaselineRun(new Star(BaselineRun.Shape(normalization: Normalization.Batch))).Gradient(BaselineRun.Batch(0, 1, 0));
        Assert.True(double.IsFinite(gradient.Loss));
        Assert.Empty(Assert.Single(gradient.Dense.Statistics).Values);
    }

    [Fact]
    public void The_vector_of_the_domain_is_heard_through_the_auxiliary_network_only()
    {
        var run = new BaselineRun(new Star(BaselineRun.Shape()));
        var batch = BaselineRun.Batch(1, 1, 1);
        var before = run.Logits(batch);
        PlainLayers.Vector(run, DomainInput, 1).Fill(3);
        Assert.NotEqual(before[0], run.Logits(batch)[0]);
        Assert.Equal(before[1], run.Logits(batch)[1]);

        run["auxiliary.head.weight"].Clear();
        var muted = run.Logits(batch);
        PlainLayers.Vector(run, DomainInput, 1).Fill(-2);
        Assert.Equal(muted, run.Logits(batch));
    }

    [Fact]
    public void A_batch_without_a_domain_moves_nothing_of_its_own_and_all_that_is_shared()
    {
        var run = new BaselineRun(new Star(BaselineRun.Shape()));
        var batch = BaselineRun.Batch(4, 3, 0);
        foreach (var name in new[] { "own.layers.0.weight", "own.layers.1.bias", "own.layers.2.weight", "normalization.own.gamma", "normalization.own.beta" })
        {
            var gradient = run.Gradient(batch, name);
            Assert.Contains(PlainLayers.Slice(run.Model, gradient, 0), value => value != 0);
            Assert.Contains(PlainLayers.Slice(run.Model, gradient, 1), value => value != 0);
            Assert.All(PlainLayers.Slice(run.Model, gradient, 2), value => Assert.Equal(0, value));
        }
        foreach (var name in new[] { "shared.layers.0.weight", "normalization.gamma", "auxiliary.layers.0.weight" })
            Assert.Contains(run.Gradient(batch, name), value => value != 0);
    }

    [Fact]
    public void Domains_start_as_the_shared_network()
    {
        var model = new Star(BaselineRun.Shape());
        var own = model.Parameters.Where(parameter => parameter.Name.Contains("own.", StringComparison.Ordinal)).ToArray();
        Assert.Equal(8, own.Length);
        Assert.All(own, parameter =>
        {
            Assert.Equal(0, parameter.InitialRange);
            Assert.Equal(parameter.Name.Split('.')[^1] is "weight" or "gamma" ? 1 : 0, parameter.InitialValue);
        });
    }

    [Fact]
    public void Dense_parameters_are_those_of_normalisation_of_both_networks_shared_and_for_each_domain()
    {
        var model = new Star(BaselineRun.Shape());
        var (input, size) = (model.Shape.InputWidth, model.Shape.EmbeddingSize);
        var star = 2 * (input - size) + (input - size + 1) * 6 + (6 + 1) * 4 + 4 + 1;
        Assert.Equal((1 + 3) * star + (input + 1) * 4 + (4 + 1) * 3 + 3 + 1, model.Length);
        Assert.Equal(2 * 3 * (input - size), model.BufferLength);
    }

    /// <summary>Inputs without the domain's vector.</summary>
    private static double[][] Vectors(BaselineRun run, MixedBatch batch)
    {
        var (x, size) = (run.Pass(batch, pass => pass.X_DB.ToArray()), run.Model.Shape.EmbeddingSize);
        return [.. Enumerable.Range(0, batch.Samples.Count).Select(sample => PlainLayers.Column(x, batch.Samples.Count, sample))
            .Select(input => input.Where((_, i) => i / size != DomainInput).ToArray())];
    }

    private static double Logit(BaselineRun run, MixedBatch batch, int sample, double[] mean, double[] variance)
    {
        var domain = PlainLayers.Domain(batch, sample);
        var (gamma, beta) = (run["normalization.gamma"].ToArray(), run["normalization.beta"].ToArray());
        float[] Own(string name) => PlainLayers.Slice(run, name, domain);
        var (ownGamma, ownBeta) = (Own("normalization.own.gamma"), Own("normalization.own.beta"));
        var z = Vectors(run, batch)[sample].Select((x, i) => (x - mean[i]) / Math.Sqrt(variance[i] + 1e-5));
        var h = z.Select((value, i) => value * gamma[i] * ownGamma[i] + beta[i] + ownBeta[i]).ToArray();
        for (var layer = 0; layer < 3; layer++)
        {
            var (weight, bias) = (run[$"shared.layers.{layer}.weight"].ToArray(), run[$"shared.layers.{layer}.bias"].ToArray());
            var (ownWeight, ownBias) = (Own($"own.layers.{layer}.weight"), Own($"own.layers.{layer}.bias"));
            double Dot(int o) => h.Select((value, i) => value * weight[o * h.Length + i] * ownWeight[o * h.Length + i]).Sum();
            double[] y = [.. bias.Select((b, o) => b + ownBias[o] + Dot(o))];
            h = layer < 2 ? PlainLayers.Relu(y) : y;
        }
        var input = PlainLayers.Column(run.Pass(batch, pass => pass.X_DB.ToArray()), batch.Samples.Count, sample);
        return h[0] + PlainLayers.Linear(run, "auxiliary.head", PlainLayers.Network(run, "auxiliary", 2, input))[0];
    }
}
