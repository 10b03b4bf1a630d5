using Aread.Baselines;

namespace Aread.Tests.Baselines;

public sealed class PleTests
{
    [Fact]
    public void A_domain_mixes_its_own_experts_and_the_shared_ones()
    {
        var run = new BaselineRun(new Ple(BaselineRun.Shape()));
        var batch = BaselineRun.Batch(2, 1, 2);
        var (logits, domains) = (run.Logits(batch), StackedLayers.Domains(batch));
        for (var sample = 0; sample < logits.Length; sample++)
        {
            var (x, domain) = (StackedLayers.Input(run, batch, sample), domains[sample]);
            var gate = StackedLayers.Softmax(StackedLayers.Linear(run, "gates", x, domain, 3));
            double[][] experts =
            [
                StackedLayers.Network(run, "own.0", 2, x, domain, 3),
                StackedLayers.Network(run, "own.1", 2, x, domain, 3),
                StackedLayers.Network(run, "shared", 2, x, 0, 2),
                StackedLayers.Network(run, "shared", 2, x, 1, 2),
            ];
            var tower = StackedLayers.Network(run, "towers", 2, StackedLayers.Mix(experts, gate), domain, 3);
            Assert.Equal(StackedLayers.Linear(run, "heads", tower, domain, 3)[0], logits[sample], 1e-4);
        }
    }

    [Theory]
    [InlineData(8, 0, 0)]
    [InlineData(4, 8, 0)]
    public void What_is_a_domains_own_learns_from_its_samples_alone_and_shared_experts_from_all(params int[] counts)
    {
        var run = new BaselineRun(new Ple(BaselineRun.Shape()));
        var batch = BaselineRun.Batch(counts);
        StackedLayers.RequireOnlyOwnGradients(
            run,
            batch,
            [
                .. StackedLayers.Parameters("own.0", 2), .. StackedLayers.Parameters("own.1", 2), .. StackedLayers.Parameters("gates"),
                .. StackedLayers.Parameters("towers", 2), .. StackedLayers.Parameters("heads"),
            ]);
        foreach (var name in StackedLayers.Parameters("shared", 2)) Assert.Contains(run.Gradient(batch, name), value => value != 0);
    }

    [Fact]
    public void Dense_parameters_are_those_of_own_and_shared_experts_gates_towers_and_heads()
    {
        var model = new Ple(BaselineRun.Shape());
        var input = model.Shape.InputWidth;
        const int domains = 3;
        Assert.Equal(
            (2 * domains + 2) * ((input + 1) * 6 + (6 + 1) * 5) + domains * ((input + 1) * 4) + domains * ((5 + 1) * 4 + (4 + 1) * 3 + 3 + 1),
            model.Length);
    }
}
