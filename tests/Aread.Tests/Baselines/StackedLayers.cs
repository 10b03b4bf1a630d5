using Aread.Baselines;

namespace Aread.Tests.Baselines;

/// <summary>Layers that lie side by side, for domains or experts, in plain arithmetic for one sample.</summary>
internal static class StackedLayers
{
    /// <summary>A sample's inputs, one under the other.</summary>
    public static double[] Input(BaselineRun run, MixedBatch batch, int sample)
    {
        var features = run.Model.Shape.Features;
        var (ids, size) = (batch.Samples.Sample(sample).ToArray(), run.Model.RowSize);
        double[] Row(int column) => [.. run.Rows.Skip(features.Row(column, ids[column]) * size).Take(run.Model.Shape.EmbeddingSize).Select(value => (double)value)];
        var input = Enumerable.Range(0, features.Fields).SelectMany(Row).ToList();
        var sequence = Enumerable.Range(features.Fields, features.Columns - features.Fields).Select(Row).ToArray();
        input.AddRange(Enumerable.Range(0, run.Model.Shape.EmbeddingSize).Select(e => sequence.Average(row => row[e])));
        return [.. input];
    }

    /// <summary>The domain of each sample.</summary>
    public static int[] Domains(MixedBatch batch) => [.. batch.Groups.SelectMany(group => Enumerable.Repeat(group.Domain, group.Count))];

    /// <param name="index">Which of <paramref name="count"/> layers that lie side by side.</param>
    public static double[] Linear(BaselineRun run, string name, double[] h, int index = 0, int count = 1)
    {
        var (weights, biases) = (run[$"{name}.weight"].ToArray(), run[$"{name}.bias"].ToArray());
        var outputs = biases.Length / count;
        Assert.Equal(count * outputs * h.Length, weights.Length);
        return [.. Enumerable.Range(0, outputs).Select(o => biases[index * outputs + o] + h.Select((value, i) => value * weights[(index * outputs + o) * h.Length + i]).Sum())];
    }

    /// <summary>Dense and ReLU, without normalisation.</summary>
    public static double[] Network(BaselineRun run, string name, int layers, double[] h, int index = 0, int count = 1)
    {
        for (var layer = 0; layer < layers; layer++) h = [.. Linear(run, $"{name}.layers.{layer}", h, index, count).Select(value => Math.Max(0, value))];
        return h;
    }

    public static double[] Softmax(IEnumerable<double> logits)
    {
        double[] powers = [.. logits.Select(Math.Exp)];
        return [.. powers.Select(power => power / powers.Sum())];
    }

    public static double[] Mix(IReadOnlyList<double[]> experts, double[] weights) =>
        [.. Enumerable.Range(0, experts[0].Length).Select(o => experts.Select((expert, x) => weights[x] * expert[o]).Sum())];

    /// <summary>Of a parameter whose first dimension is domains, exactly those of the batch get a gradient.</summary>
    public static void RequireOnlyOwnGradients(BaselineRun run, MixedBatch batch, params string[] parameters)
    {
        var domains = run.Model.Shape.Domains;
        foreach (var name in parameters)
        {
            var gradient = run.Gradient(batch, name);
            for (var domain = 0; domain < domains; domain++)
            {
                var own = gradient.AsSpan(domain * gradient.Length / domains, gradient.Length / domains);
                var present = batch.Groups.Any(group => group.Domain == domain);
                Assert.True(present == own.ContainsAnyExcept(0f), $"{name} of domain {domain}: {(present ? "no gradient" : "a gradient")}");
            }
        }
    }

    /// <summary>Weights and biases of layers.</summary>
    public static string[] Parameters(string name, int layers) => [.. Enumerable.Range(0, layers).SelectMany(i => Parameters($"{name}.layers.{i}"))];

    public static string[] Parameters(string name) => [$"{name}.weight", $"{name}.bias"];
}
