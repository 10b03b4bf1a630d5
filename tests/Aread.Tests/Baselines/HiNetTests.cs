using Aread.Baselines;

namespace Aread.Tests.Baselines;

public sealed class HiNetTests
{
    [Fact]
    public void A_tower_reads_shared_experts_the_domains_own_and_the_others_by_attention()
    {
        var run = new BaselineRun(new HiNet(BaselineRun.Shape()));
        var batch = BaselineRun.Batch(2, 1, 2);
        var (logits, domains, size) = (run.Logits(batch), StackedLayers.Domains(batch), run.Model.Shape.EmbeddingSize);
        for (var sample = 0; sample < logits.Length; sample++)
        {
            var (x, domain) = (StackedLayers.Input(run, batch, sample), domains[sample]);
            var shared = Group(run, "shared", "shared_gate", x, 0, 1);
            var specific = Enumerable.Range(0, 3).Select(d => Group(run, "specific", "specific_gates", x, d, 3)).ToArray();
            var attention = StackedLayers.Linear(run, "attention", x[(2 * size)..(3 * size)]);
            int[] others = [.. Enumerable.Range(0, 3).Where(d => d != domain)];
            var heard = StackedLayers.Mix([.. others.Select(d => specific[d])], StackedLayers.Softmax(others.Select(d => attention[d])));
            var tower = StackedLayers.Network(run, "towers", 1, [.. shared, .. specific[domain], .. heard], domain, 3);
            Assert.Equal(StackedLayers.Linear(run, "heads", tower, domain, 3)[0], logits[sample], 1e-4);
        }
    }

    [Fact]
    public void Attention_is_over_the_other_domains_whose_experts_learn_too_while_their_towers_do_not()
    {
        var run = new BaselineRun(new HiNet(BaselineRun.Shape()));
        var batch = BaselineRun.Batch(8, 0, 0);
        StackedLayers.RequireOnlyOwnGradients(run, batch, [.. StackedLayers.Parameters("towers", 1), .. StackedLayers.Parameters("heads")]);
        var attention = run.Gradient(batch, "attention.bias");
        Assert.Equal([false, true, true], attention.Select(value => value != 0));
        foreach (var experts in run.Gradient(batch, "specific.layers.0.weight").Chunk(2 * 4 * run.Model.Shape.InputWidth)) Assert.Contains(experts, value => value != 0);
    }

    [Fact]
    public void Dense_parameters_are_those_of_groups_of_two_experts_their_gates_attention_towers_and_heads()
    {
        var model = new HiNet(BaselineRun.Shape());
        var input = model.Shape.InputWidth;
        const int domains = 3;
        Assert.Equal(
            (domains + 1) * 2 * ((input + 1) * 4 + input + 1) + (model.Shape.EmbeddingSize + 1) * domains + domains * ((3 * 4 + 1) * 3 + 3 + 1),
            model.Length);
    }

    /// <summary>Two experts mixed by their gate.</summary>
    private static double[] Group(BaselineRun run, string experts, string gates, double[] x, int group, int groups) => StackedLayers.Mix(
        [.. Enumerable.Range(2 * group, 2).Select(expert => StackedLayers.Network(run, experts, 1, x, expert, 2 * groups))],
        StackedLayers.Softmax(StackedLayers.Linear(run, gates, x, group, groups)));
}
