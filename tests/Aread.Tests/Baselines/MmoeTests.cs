using Aread.Baselines;

namespace Aread.Tests.Baselines;

public sealed class MmoeTests
{
    [Fact]
    public void A_domain_mixes_the_shared_experts_by_its_gate_below_its_tower()
    {
        var run = new BaselineRun(new Mmoe(BaselineRun.Shape()));
        var batch = BaselineRun.Batch(2, 1, 2);
        var (logits, domains) = (run.Logits(batch), StackedLayers.Domains(batch));
        for (var sample = 0; sample < logits.Length; sample++)
        {
            var (x, domain) = (StackedLayers.Input(run, batch, sample), domains[sample]);
            var gate = StackedLayers.Softmax(StackedLayers.Linear(run, "gates", x, domain, 3));
            var experts = Enumerable.Range(0, 3).Select(expert => StackedLayers.Network(run, "experts", 2, x, expert, 3)).ToArray();
            var tower = StackedLayers.Network(run, "towers", 2, StackedLayers.Mix(experts, gate), domain, 3);
            Assert.Equal(StackedLayers.Linear(run, "heads", tower, domain, 3)[0], logits[sample], 1e-4);
        }
    }

    [Theory]
    [InlineData(8, 0, 0)]
    [InlineData(4, 8, 0)]
    public void Gates_towers_and_heads_learn_from_samples_of_their_domain_alone_and_experts_from_all(params int[] counts)
    {
        var run = new BaselineRun(new Mmoe(BaselineRun.Shape()));
        var batch = BaselineRun.Batch(counts);
        StackedLayers.RequireOnlyOwnGradients(run, batch, [.. StackedLayers.Parameters("gates"), .. StackedLayers.Parameters("towers", 2), .. StackedLayers.Parameters("heads")]);
        foreach (var name in StackedLayers.Parameters("experts", 2)) Assert.Contains(run.Gradient(batch, name), value => value != 0);
    }

    [Fact]
    public void Dense_parameters_are_those_of_experts_gates_towers_and_heads()
    {
        var model = new Mmoe(BaselineRun.Shape());
        var input = model.Shape.InputWidth;
        const int experts = 3, domains = 3;
        Assert.Equal(
            experts * ((input + 1) * 6 + (6 + 1) * 5) + domains * ((input + 1) * experts) + domains * ((5 + 1) * 4 + (4 + 1) * 3 + 3 + 1),
            model.Length);
    }
}
