using Aread.Baselines;
using Aread.Tensors;
using static TorchSharp.torch;

namespace Aread.Tests.Baselines;

public sealed class AdaSparseTests
{
    [Fact]
    public void A_pruner_weighs_the_neurons_of_a_layer_and_drops_those_of_little_weight()
    {
        var run = new BaselineRun(new AdaSparse(BaselineRun.Shape()));
        // Neurons that fire, with factors a little under the threshold.
        for (var layer = 0; layer < 2; layer++)
        {
            run[$"pruners.{layer}.weight"][..(run[$"pruners.{layer}.weight"].Length / run.Model.Shape.Widths[layer])].Clear();
            run[$"pruners.{layer}.bias"][0] = -2.2f;
            run[$"deep.layers.{layer}.bias"][0] = 10;
        }
        var batch = BaselineRun.Batch(2, 1, 2);
        var (x, domains) = run.Pass(batch, pass => (pass.X_DB.ToArray(), pass.Domain_EB.ToArray()));
        var logits = run.Logits(batch);
        for (var sample = 0; sample < batch.Samples.Count; sample++)
        {
            var (h, domain) = (PlainLayers.Column(x, batch.Samples.Count, sample), PlainLayers.Column(domains, batch.Samples.Count, sample));
            for (var layer = 0; layer < 2; layer++)
            {
                var weighed = PlainLayers.Linear(run, $"pruners.{layer}", [.. domain, .. h]).Select(value => 2 * PlainLayers.Sigmoid(value));
                double[] factors = [.. weighed.Select(factor => factor >= 0.25 ? factor : 0)];
                Assert.Equal(0, factors[0]);
                Assert.Contains(factors, factor => factor > 0);
                h = PlainLayers.Times(PlainLayers.Relu(PlainLayers.Linear(run, $"deep.layers.{layer}", h)), factors);
            }
            Assert.Equal(PlainLayers.Linear(run, "head", h)[0], logits[sample], 1e-3);
        }
    }

    [Fact]
    public void A_domain_can_drop_a_neuron_that_another_keeps()
    {
        var run = new BaselineRun(new AdaSparse(BaselineRun.Shape()));
        // Neuron 0 of the first layer is weighed by the first number of the domain's vector only.
        var width = run.Model.Shape.EmbeddingSize + run.Model.Shape.InputWidth;
        run["pruners.0.weight"][..width].Clear();
        run["pruners.0.weight"][0] = 1;
        run["pruners.0.bias"][0] = 0;
        PlainLayers.Vector(run, 2, 1)[0] = -10;
        PlainLayers.Vector(run, 2, 2)[0] = 10;
        run["deep.layers.0.bias"][0] = 20;
        var batch = BaselineRun.Batch(1, 1);
        var before = run.Logits(batch);
        run["deep.layers.0.bias"][0] = 25;
        var after = run.Logits(batch);
        Assert.Equal(before[0], after[0]);
        Assert.NotEqual(before[1], after[1]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(9)]
    public void The_penalty_draws_the_pruned_share_into_its_bounds_and_is_zero_there(int pruned)
    {
        using var scope = NewDisposeScope();
        // Ten neurons of two samples; gates under an eighth give factors under a quarter.
        float[] values = [.. Enumerable.Range(0, 20).Select(i => i / 2 < pruned ? 0.1f : 0.15f)];
        var gates = HostMemory.ToTensor<float>(values, [10, 2], TestDevice.Here).requires_grad_();
        Assert.Equal(pruned / 10.0, AdaSparse.PrunedShare(gates).ToArray()[0], 1e-6);
        Assert.Equal(pruned * 2, AdaSparse.Factors(gates).ToArray().Count(factor => factor == 0));

        var inside = pruned is 1 or 2;
        var penalty = AdaSparse.Penalty(gates);
        Assert.Equal(inside ? 0 : Math.Pow(pruned / 10.0 - 0.15, 2), penalty.ToArray()[0], 1e-6);
        var gradient = autograd.grad([penalty], [gates])[0].ToArray();
        // A step against the gradient lowers the gates, so that more are pruned, where too few are.
        Assert.All(gradient, value => Assert.Equal(inside ? 0 : Math.Sign(1.5 - pruned), Math.Sign(value)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public void Training_measures_the_share_of_every_layer(int pruned)
    {
        var run = new BaselineRun(new AdaSparse(BaselineRun.Shape() with { Widths = [6, 7] }));
        // Nothing but the penalty moves the pruners.
        run["head.weight"].Clear();
        for (var layer = 0; layer < 2; layer++)
        {
            run[$"pruners.{layer}.weight"].Clear();
            run[$"pruners.{layer}.bias"].Clear();
            run[$"pruners.{layer}.bias"][..pruned].Fill(-3);
        }
        var batch = BaselineRun.Batch(2, 1, 2);
        for (var layer = 0; layer < 2; layer++)
        {
            var width = run.Model.Shape.Widths[layer];
            var slopes = run[$"pruners.{layer}.bias"].ToArray().Select(bias => PlainLayers.Sigmoid(bias) * (1 - PlainLayers.Sigmoid(bias))).ToArray();
            var expected = pruned == 1 ? 0 : -2 * ((double)pruned / width - 0.15) / width / 2;
            var gradient = run.Gradient(batch, $"pruners.{layer}.bias");
            for (var i = 0; i < width; i++) Assert.Equal(expected * slopes[i], gradient[i], 1e-6);
        }
    }

    [Fact]
    public void Dense_parameters_are_those_of_the_network_its_pruners_and_a_head()
    {
        var model = new AdaSparse(BaselineRun.Shape());
        var (input, size) = (model.Shape.InputWidth, model.Shape.EmbeddingSize);
        Assert.Equal((input + 1) * 6 + (6 + 1) * 5 + (size + input + 1) * 6 + (size + 6 + 1) * 5 + 5 + 1, model.Length);
    }
}
