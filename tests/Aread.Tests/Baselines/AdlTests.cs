using Aread.Baselines;
using Aread.Tensors;
using static TorchSharp.torch;

namespace Aread.Tests.Baselines;

public sealed class AdlTests
{
    private const int Clusters = 4;

    [Fact]
    public void A_logit_is_that_of_all_and_that_of_the_most_probable_cluster_times_its_probability()
    {
        var run = new BaselineRun(new Adl(BaselineRun.Shape()));
        var batch = BaselineRun.Batch(4, 3, 5);
        var logits = run.Logits(batch);
        for (var sample = 0; sample < logits.Length; sample++)
        {
            var x = StackedLayers.Input(run, batch, sample);
            var p = Assignment(Centres(run), Representation(run, x));
            var cluster = Array.IndexOf(p, p.Max());
            var own = StackedLayers.Linear(run, "clusters.heads", StackedLayers.Network(run, "clusters", 2, x, cluster, Clusters), cluster, Clusters)[0];
            var all = StackedLayers.Linear(run, "shared.head", StackedLayers.Network(run, "shared", 2, x))[0];
            Assert.Equal(all + p[cluster] * own, logits[sample], 1e-4);
        }
    }

    [Fact]
    public void Centres_are_refined_three_times_by_assignments_of_the_batch()
    {
        double[][] centres = [[1, 0], [0.6, 0.8], [-1, 0]], samples = [[0, 1], [0.8, -0.6], [-0.8, 0.6], [0.28, 0.96]];
        using var scope = NewDisposeScope();
        var refined = Adl.Refine(Tensor(centres), Tensor(samples).transpose(0, 1)).ToArray();
        Assert.Equal(Refined(centres, samples).SelectMany(centre => centre), refined.Select(value => (double)value), (one, other) => Math.Abs(one - other) < 1e-4);
    }

    [Fact]
    public void A_penalty_draws_centres_to_refined_ones_and_moves_nothing_else()
    {
        var run = new BaselineRun(new Adl(BaselineRun.Shape()));
        // Clusters say nothing, so that the loss does not care who is assigned to them.
        run["clusters.heads.weight"].Clear();
        run["clusters.heads.bias"].Clear();
        var batch = BaselineRun.Batch(4, 4, 4);
        var refined = Refined(Centres(run), [.. Enumerable.Range(0, 12).Select(sample => Representation(run, StackedLayers.Input(run, batch, sample)))]);
        double Distance() => Centres(run).Zip(refined, (centre, target) => centre.Zip(target, (one, other) => (one - other) * (one - other)).Sum()).Sum();

        var (before, gradient) = (Distance(), run.Gradient(batch, "centres"));
        var expected = 1e-3 * gradient.Sum(value => value * value);
        for (var i = 0; i < gradient.Length; i++) run["centres"][i] -= 1e-3f * gradient[i];
        Assert.Equal(1, (before - Distance()) / expected, 0.05);
        Assert.All(run.Gradient(batch, "representation.out.weight"), value => Assert.Equal(0, value));
    }

    [Fact]
    public void Only_clusters_that_are_some_samples_most_probable_learn_and_gradients_reach_centres_and_representation()
    {
        var run = new BaselineRun(new Adl(BaselineRun.Shape()));
        var batch = BaselineRun.Batch(1);
        var heads = run.Gradient(batch, "clusters.heads.bias");
        Assert.Single(heads, value => value != 0);
        var mixed = BaselineRun.Batch(6, 6, 6);
        foreach (var name in new[] { "centres", "representation.out.weight", "representation.layers.0.weight" })
            Assert.Contains(run.Gradient(mixed, name), value => value != 0);
    }

    [Fact]
    public void A_score_does_not_depend_on_its_batch()
    {
        var run = new BaselineRun(new Adl(BaselineRun.Shape()));
        var batch = BaselineRun.Batch(6);
        var logits = run.Logits(batch);
        for (var sample = 0; sample < logits.Length; sample++)
            Assert.Equal(logits[sample], run.Logits(MixedBatch.Of(0, batch.Samples.Select([sample])))[0], 1e-5);
    }

    [Fact]
    public void Dense_parameters_are_those_of_representation_centres_a_shared_network_and_one_for_each_cluster()
    {
        var model = new Adl(BaselineRun.Shape());
        var input = model.Shape.InputWidth;
        Assert.Equal(
            (input + 1) * 4 + (4 + 1) * 3 + Clusters * 3 + (Clusters + 1) * ((input + 1) * 6 + (6 + 1) * 5 + 5 + 1),
            model.Length);
    }

    private static double[] Assignment(double[][] centres, double[] r) => StackedLayers.Softmax(centres.Select(centre => 10 * Product(centre, r)));

    private static double[][] Refined(double[][] centres, double[][] samples)
    {
        for (var iteration = 0; iteration < 3; iteration++)
        {
            var p = samples.Select(r => Assignment(centres, r)).ToArray();
            double Mean(int k, int i) => samples.Select((r, b) => p[b][k] * r[i]).Sum() / p.Sum(row => row[k]);
            centres = [.. centres.Select((centre, k) => Unit([.. centre.Select((value, i) => value + Mean(k, i))]))];
        }
        return centres;
    }

    private static double[] Representation(BaselineRun run, double[] x) =>
        Unit(StackedLayers.Linear(run, "representation.out", StackedLayers.Network(run, "representation", 1, x)));

    private static double[][] Centres(BaselineRun run) =>
        [.. run["centres"].ToArray().Chunk(run.Model.Shape.TowerWidths[^1]).Select(centre => Unit([.. centre.Select(value => (double)value)]))];

    private static double Product(double[] a, double[] b) => a.Zip(b, (x, y) => x * y).Sum();

    private static double[] Unit(double[] vector) => [.. vector.Select(value => value / Math.Sqrt(Product(vector, vector)))];

    private static Tensor Tensor(double[][] rows) =>
        HostMemory.ToTensor<float>([.. rows.SelectMany(row => row).Select(value => (float)value)], [rows.Length, rows[0].Length], TestDevice.Here);
}
