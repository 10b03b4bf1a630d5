using Aread.Baselines;
using Aread.Tensors;

namespace Aread.Tests.Baselines;

public sealed class AutoIntTests
{
    [Fact]
    public void A_layer_weighs_the_values_of_all_inputs_and_adds_its_own_through_a_matrix()
    {
        var run = new BaselineRun(new AutoInt(BaselineRun.Shape()));
        var batch = BaselineRun.Batch(2, 1, 2);
        var x = run.Pass(batch, pass => pass.X_DB.ToArray());
        var logits = run.Logits(batch);
        for (var sample = 0; sample < batch.Samples.Count; sample++)
        {
            double[][] inputs = [.. PlainLayers.Column(x, batch.Samples.Count, sample).Chunk(run.Model.Shape.EmbeddingSize)];
            for (var layer = 0; layer < AutoInt.Layers; layer++) inputs = Attend(run, $"layers.{layer}", inputs);
            Assert.Equal(PlainLayers.Linear(run, "head", [.. inputs.SelectMany(input => input)])[0], logits[sample], 1e-3);
        }
    }

    [Theory]
    [InlineData(1, 2)]
    [InlineData(5, 4)]
    [InlineData(8, 8)]
    public void Heads_share_the_size_of_a_vector_and_each_has_a_number_at_least(int embedding, int attention)
    {
        var run = new BaselineRun(new AutoInt(BaselineRun.Shape() with { EmbeddingSize = embedding }));
        var inputs = run.Model.Shape.Inputs;
        Assert.Equal(4 * attention * embedding + 2 * 4 * attention * attention + inputs * attention + 1, run.Model.Length);
        Assert.All(run.Logits(BaselineRun.Batch(1, 2)), logit => Assert.True(float.IsFinite(logit)));
    }

    private static double[][] Attend(BaselineRun run, string layer, double[][] inputs)
    {
        var size = ((AutoInt)run.Model).HeadSize;
        double[][] Projected(string use) => [.. inputs.Select(input => Product(run[$"{layer}.{use}"].ToArray(), input))];
        var (queries, keys, values, residuals) = (Projected("query"), Projected("key"), Projected("value"), Projected("residual"));
        return [.. inputs.Select((_, one) => PlainLayers.Relu([.. residuals[one].Select((residual, i) =>
        {
            var start = i / size * size;
            var weights = keys.Select(key => Math.Exp(Enumerable.Range(start, size).Sum(k => queries[one][k] * key[k]))).ToArray();
            return residual + weights.Zip(values, (weight, value) => weight * value[i]).Sum() / weights.Sum();
        })]))];
    }

    private static double[] Product(float[] weight_OI, double[] input) =>
        [.. weight_OI.Chunk(input.Length).Select(row => row.Zip(input, (w, i) => w * i).Sum())];
}
