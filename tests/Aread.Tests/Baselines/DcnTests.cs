using Aread.Baselines;
using Aread.Tensors;

namespace Aread.Tests.Baselines;

public sealed class DcnTests
{
    [Fact]
    public void A_cross_layer_adds_the_input_times_a_number_and_a_bias()
    {
        var run = new BaselineRun(new Dcn(BaselineRun.Shape()));
        var (width, deep) = (run.Model.Shape.InputWidth, run.Model.Shape.Widths[^1]);
        // Only the cross network is heard.
        run["head.weight"].Slice(width, deep).Clear();
        var batch = BaselineRun.Batch(2, 1, 2);
        var x = run.Pass(batch, pass => pass.X_DB.ToArray());
        var logits = run.Logits(batch);
        for (var sample = 0; sample < batch.Samples.Count; sample++)
        {
            var input = Enumerable.Range(0, width).Select(i => (double)x[i * batch.Samples.Count + sample]).ToArray();
            var cross = (double[])input.Clone();
            for (var layer = 0; layer < run.Model.Shape.CrossLayers; layer++)
            {
                var (weight, bias) = (run[$"cross.{layer}.weight"].ToArray(), run[$"cross.{layer}.bias"].ToArray());
                var product = cross.Zip(weight, (c, w) => c * w).Sum();
                cross = [.. cross.Select((c, i) => input[i] * product + bias[i] + c)];
            }
            var head = run["head.weight"].ToArray();
            Assert.Equal(cross.Zip(head, (c, w) => c * w).Sum() + run["head.bias"][0], logits[sample], 1e-3);
        }
    }

    [Fact]
    public void Dense_parameters_are_those_of_cross_layers_the_deep_network_and_a_head()
    {
        var model = new Dcn(BaselineRun.Shape());
        var input = model.Shape.InputWidth;
        Assert.Equal(2 * 2 * input + (input + 1) * 6 + (6 + 1) * 5 + input + 5 + 1, model.Length);
    }
}
