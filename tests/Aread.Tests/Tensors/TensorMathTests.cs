using Aread.Tensors;
using static TorchSharp.torch;

namespace Aread.Tests.Tensors;

public sealed class TensorMathTests
{
    private const int Rows = 7, Picks = 50_000, Width = 24;

    [Fact]
    public void Gradients_of_a_row_picked_many_times_add_up_and_to_the_same_bits_each_time()
    {
        var stream = new RandomStream(3, "picks");
        long[] positions = [.. Enumerable.Range(0, Picks).Select(_ => (long)stream.Next(Rows))];
        float[] weights = [.. Enumerable.Range(0, Picks * Width).Select(_ => (float)stream.NextNormal())];

        var gradient = Gradient(positions, weights);
        var sums = new double[Rows * Width];
        for (var i = 0; i < weights.Length; i++) sums[(positions[i / Width] * Width) + (i % Width)] += weights[i];
        Assert.All(sums.Zip(gradient), pair => Assert.Equal(pair.First, pair.Second, 0.01));
        for (var again = 0; again < 5; again++) Assert.Equal(gradient, Gradient(positions, weights));
    }

    private static float[] Gradient(long[] positions, float[] weights)
    {
        using var scope = NewDisposeScope();
        var rows = zeros(Rows, Width, device: TestDevice.Here).requires_grad_();
        var picked = rows.PickRows(HostMemory.ToTensor<long>(positions, [Picks], TestDevice.Here));
        var loss = picked.mul(HostMemory.ToTensor<float>(weights, [Picks, Width], TestDevice.Here)).sum();
        return autograd.grad([loss], [rows])[0].ToArray();
    }
}
