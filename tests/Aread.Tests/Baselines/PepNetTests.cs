using Aread.Baselines;
using Aread.Tensors;

namespace Aread.Tests.Baselines;

public sealed class PepNetTests
{
    private const int User = 0, Item = 1, DomainInput = 2, Sequence = 3;

    [Theory]
    [InlineData(User, Item)]
    [InlineData(User)]
    [InlineData]
    public void Gates_of_the_prior_fields_scale_each_layer_of_the_domains_network(params int[] prior)
    {
        var run = new BaselineRun(new PepNet(BaselineRun.Shape() with { PriorFields = prior }));
        var batch = BaselineRun.Batch(2, 1, 2);
        var x = run.Pass(batch, pass => pass.X_DB.ToArray());
        var logits = run.Logits(batch);
        for (var sample = 0; sample < batch.Samples.Count; sample++)
        {
            var input = PlainLayers.Column(x, batch.Samples.Count, sample);
            double[][] vectors = [.. input.Chunk(run.Model.Shape.EmbeddingSize)];
            var domain = PlainLayers.Domain(batch, sample);
            var h = PlainLayers.Times(input, PlainLayers.GateUnit(run, "gate", [.. vectors[DomainInput], .. input]));
            double[] gateInput = [.. prior.Length == 0 ? vectors[DomainInput] : prior.SelectMany(field => vectors[field]), .. h];
            for (var layer = 0; layer < 2; layer++)
            {
                var gate = PlainLayers.GateUnit(run, $"gates.{layer}", gateInput);
                h = PlainLayers.Times(PlainLayers.Relu(PlainLayers.Linear(run, $"towers.layers.{layer}", h, domain)), gate);
            }
            Assert.Equal(PlainLayers.Linear(run, "head", h, domain)[0], logits[sample], 1e-3);
        }
    }

    [Fact]
    public void The_gates_learn_into_the_prior_fields_and_into_no_other_vector_that_they_read()
    {
        var run = new BaselineRun(new PepNet(BaselineRun.Shape() with { PriorFields = [User] }));
        // The networks see the domain only.
        PlainLayers.Hide(run, "towers.layers.0.weight", User, Item, Sequence);
        var batch = BaselineRun.Batch(3, 3, 3);
        var (user, item) = (batch.Samples.Sample(0)[User], batch.Samples.Sample(0)[Item]);
        Assert.Contains(PlainLayers.VectorGradient(run, batch, User, user), gradient => gradient != 0);
        Assert.All(PlainLayers.VectorGradient(run, batch, Item, item), gradient => Assert.Equal(0, gradient));

        // Nor does the gate of the input learn through the gates above it.
        PlainLayers.Hide(run, "towers.layers.0.weight", DomainInput);
        Assert.All(run.Gradient(batch, "gate.output.weight"), gradient => Assert.Equal(0, gradient));
        Assert.Contains(run.Gradient(batch, "gates.0.output.weight"), gradient => gradient != 0);

        var before = run.Logits(batch);
        PlainLayers.Vector(run, Item, item)[0] += 1;
        Assert.NotEqual(before[0], run.Logits(batch)[0]);
    }

    [Fact]
    public void A_batch_without_a_domain_moves_none_of_its_network()
    {
        var run = new BaselineRun(new PepNet(BaselineRun.Shape()));
        foreach (var name in new[] { "towers.layers.0.weight", "towers.layers.1.bias", "head.weight", "head.bias" })
        {
            var gradient = run.Gradient(BaselineRun.Batch(4, 3, 0), name);
            Assert.Contains(PlainLayers.Slice(run.Model, gradient, 0), value => value != 0);
            Assert.All(PlainLayers.Slice(run.Model, gradient, 2), value => Assert.Equal(0, value));
        }
    }

    [Fact]
    public void Dense_parameters_are_those_of_gates_and_of_a_network_for_each_domain()
    {
        var model = new PepNet(BaselineRun.Shape());
        var (input, size) = (model.Shape.InputWidth, model.Shape.EmbeddingSize);
        var prior = 2 * size;
        Assert.Equal(
            (size + input + 1) * input + (input + 1) * input
            + 3 * ((input + 1) * 6 + (6 + 1) * 4 + 4 + 1)
            + (prior + input + 1) * 6 + (6 + 1) * 6 + (prior + input + 1) * 4 + (4 + 1) * 4,
            model.Length);
    }
}
