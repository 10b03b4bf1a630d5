using Aread.Baselines;
using Aread.Tensors;

namespace Aread.Tests.Baselines;

public sealed class DcnV2Tests
{
    [Fact]
    public void A_cross_layer_multiplies_the_input_with_a_dense_layer_element_by_element()
    {
        var run = new BaselineRun(new DcnV2(BaselineRun.Shape()));
        var batch = BaselineRun.Batch(2, 1, 2);
        var x = run.Pass(batch, pass => pass.X_DB.ToArray());
        var logits = run.Logits(batch);
        for (var sample = 0; sample < batch.Samples.Count; sample++)
        {
            var input = PlainLayers.Column(x, batch.Samples.Count, sample);
            var cross = input;
            for (var layer = 0; layer < run.Model.Shape.CrossLayers; layer++)
                cross = [.. PlainLayers.Times(input, PlainLayers.Linear(run, $"cross.{layer}", cross)).Zip(cross, (product, c) => product + c)];
            Assert.Equal(PlainLayers.Linear(run, "head", [.. cross, .. PlainLayers.Network(run, "deep", 2, input)])[0], logits[sample], 1e-3);
        }
    }

    [Fact]
    public void Without_cross_weights_the_cross_network_passes_the_input_on()
    {
        var run = new BaselineRun(new DcnV2(BaselineRun.Shape()));
        for (var layer = 0; layer < run.Model.Shape.CrossLayers; layer++)
        {
            run[$"cross.{layer}.weight"].Clear();
            run[$"cross.{layer}.bias"].Clear();
        }
        var batch = BaselineRun.Batch(1, 1, 1);
        var x = run.Pass(batch, pass => pass.X_DB.ToArray());
        var logits = run.Logits(batch);
        for (var sample = 0; sample < batch.Samples.Count; sample++)
        {
            var input = PlainLayers.Column(x, batch.Samples.Count, sample);
            Assert.Equal(PlainLayers.Linear(run, "head", [.. input, .. PlainLayers.Network(run, "deep", 2, input)])[0], logits[sample], 1e-4);
        }
    }

    [Fact]
    public void Dense_parameters_are_those_of_cross_layers_the_deep_network_and_a_head()
    {
        var model = new DcnV2(BaselineRun.Shape());
        var input = model.Shape.InputWidth;
        Assert.Equal(2 * (input + 1) * input + (input + 1) * 6 + (6 + 1) * 5 + input + 5 + 1, model.Length);
    }
}
