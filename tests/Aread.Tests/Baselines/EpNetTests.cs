using Aread.Baselines;
using Aread.Tensors;

namespace Aread.Tests.Baselines;

public sealed class EpNetTests
{
    private const int User = 0, Item = 1, DomainInput = 2;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_gate_scales_the_input_before_the_network(bool perDomain)
    {
        var run = new BaselineRun(new EpNet(BaselineRun.Shape(), perDomain));
        var batch = BaselineRun.Batch(2, 1, 2);
        var (x, domains) = run.Pass(batch, pass => (pass.X_DB.ToArray(), pass.Domain_EB.ToArray()));
        var logits = run.Logits(batch);
        for (var sample = 0; sample < batch.Samples.Count; sample++)
        {
            var input = PlainLayers.Column(x, batch.Samples.Count, sample);
            var gate = PlainLayers.GateUnit(run, "gate", [.. PlainLayers.Column(domains, batch.Samples.Count, sample), .. input]);
            var domain = perDomain ? PlainLayers.Domain(batch, sample) : -1;
            var h = PlainLayers.Network(run, perDomain ? "towers" : "deep", 2, PlainLayers.Times(input, gate), domain);
            Assert.Equal(PlainLayers.Linear(run, "head", h, domain)[0], logits[sample], 1e-3);
        }
    }

    [Theory]
    [InlineData(true, "towers.layers.0.weight")]
    [InlineData(false, "deep.layers.0.weight")]
    public void The_gate_learns_into_the_vector_of_the_domain_and_into_no_other_that_it_reads(bool perDomain, string weight)
    {
        var run = new BaselineRun(new EpNet(BaselineRun.Shape(), perDomain));
        // What is left of these two goes through the gate.
        PlainLayers.Hide(run, weight, User, DomainInput);
        var batch = BaselineRun.Batch(3, 3, 3);
        var user = batch.Samples.Sample(0)[User];
        Assert.All(PlainLayers.VectorGradient(run, batch, User, user), gradient => Assert.Equal(0, gradient));
        Assert.All(PlainLayers.VectorGradient(run, batch, DomainInput, 1), gradient => Assert.NotEqual(0, gradient));
        Assert.Contains(PlainLayers.VectorGradient(run, batch, Item, batch.Samples.Sample(0)[Item]), gradient => gradient != 0);

        var before = run.Logits(batch);
        PlainLayers.Vector(run, User, user)[0] += 1;
        Assert.NotEqual(before[0], run.Logits(batch)[0]);
    }

    [Fact]
    public void A_batch_without_a_domain_moves_none_of_its_network()
    {
        var run = new BaselineRun(new EpNet(BaselineRun.Shape(), perDomain: true));
        foreach (var name in new[] { "towers.layers.0.weight", "towers.layers.1.bias", "head.weight", "head.bias" })
        {
            var gradient = run.Gradient(BaselineRun.Batch(4, 3, 0), name);
            Assert.Contains(PlainLayers.Slice(run.Model, gradient, 0), value => value != 0);
            Assert.All(PlainLayers.Slice(run.Model, gradient, 2), value => Assert.Equal(0, value));
        }
    }

    [Fact]
    public void Dense_parameters_are_those_of_the_gate_and_of_one_network_or_one_for_each_domain()
    {
        var (one, each) = (new EpNet(BaselineRun.Shape(), perDomain: false), new EpNet(BaselineRun.Shape(), perDomain: true));
        var (input, size) = (one.Shape.InputWidth, one.Shape.EmbeddingSize);
        var gate = (size + input + 1) * input + (input + 1) * input;
        Assert.Equal(gate + (input + 1) * 6 + (6 + 1) * 5 + 5 + 1, one.Length);
        Assert.Equal(gate + 3 * ((input + 1) * 6 + (6 + 1) * 4 + 4 + 1), each.Length);
    }
}
