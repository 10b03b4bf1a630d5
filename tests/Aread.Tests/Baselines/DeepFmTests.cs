using Aread.Baselines;
using Aread.Tensors;

namespace Aread.Tests.Baselines;

public sealed class DeepFmTests
{
    [Fact]
    public void The_second_order_is_the_sum_over_pairs_of_inputs_of_their_products()
    {
        var run = new BaselineRun(new DeepFm(BaselineRun.Shape()));
        var batch = BaselineRun.Batch(2, 3, 1);
        var (inputs, second) = run.Pass(batch, pass => (pass.Inputs_FEB.ToArray(), DeepFm.SecondOrder(pass.Inputs_FEB).ToArray()));
        var (fields, size, samples) = (run.Model.Shape.Inputs, run.Model.Shape.EmbeddingSize, batch.Samples.Count);
        for (var sample = 0; sample < samples; sample++)
        {
            var expected = 0.0;
            for (var one = 0; one < fields; one++)
                for (var other = one + 1; other < fields; other++)
                    for (var e = 0; e < size; e++) expected += inputs[(one * size + e) * samples + sample] * (double)inputs[(other * size + e) * samples + sample];
            Assert.Equal(expected, second[sample], 1e-4);
        }
    }

    [Fact]
    public void An_id_adds_its_weight_of_first_order()
    {
        var run = new BaselineRun(new DeepFm(BaselineRun.Shape()));
        var batch = BaselineRun.Batch(4, 4, 4);
        var before = run.Logits(batch);
        const int user = 2;
        run.Rows[user * run.Model.RowSize + run.Model.Shape.EmbeddingSize] += 1.5f;
        var after = run.Logits(batch);
        for (var sample = 0; sample < before.Length; sample++)
            Assert.Equal(batch.Samples.Sample(sample)[0] == user ? 1.5 : 0, after[sample] - before[sample], 1e-4);
    }

    [Fact]
    public void Dense_parameters_are_those_of_the_deep_network_a_head_and_a_bias()
    {
        var model = new DeepFm(BaselineRun.Shape());
        var input = model.Shape.InputWidth;
        Assert.Equal(1 + (input + 1) * 6 + (6 + 1) * 5 + 5 + 1, model.Length);
    }
}
