using Aread.Hei;
using Aread.Tensors;
using static TorchSharp.torch;

namespace Aread.Tests.Hei;

public sealed class LossesTests
{
    /// <summary>Shares of 1/k may add up to a little more than one.</summary>
    [Theory]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(11)]
    [InlineData(12)]
    public void The_loss_of_an_average_of_certain_outputs_is_finite(int outputs)
    {
        using var scope = NewDisposeScope();

        Assert.Equal(0, OfMean(200, label: 1, outputs), 1e-5);
        Assert.InRange(OfMean(200, label: 0, outputs), 10, 100);
        Assert.InRange(OfMean(-200, label: 1, outputs), 10, 100);
    }

    [Fact]
    public void The_loss_of_a_diverged_model_is_not_a_number()
    {
        using var scope = NewDisposeScope();

        Assert.True(double.IsNaN(OfMean(float.NaN, label: 1, 3)));
    }

    private static float OfMean(float logit, float label, int outputs)
    {
        var logits = new float[outputs * 2];
        Array.Fill(logits, logit);
        return Losses.OfMean(
            HostMemory.ToTensor<float>(logits, [1, outputs, 2], TestDevice.Here),
            HostMemory.ToTensor<float>([label, label], [2], TestDevice.Here),
            Losses.EqualShares(1, outputs, TestDevice.Here)).ToArray()[0];
    }
}
