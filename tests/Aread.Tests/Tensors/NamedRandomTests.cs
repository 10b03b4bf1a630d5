using Aread.Tensors;
using TorchSharp;

namespace Aread.Tests.Tensors;

public sealed class NamedRandomTests
{
    [Fact]
    public void A_name_gives_the_same_mask_whatever_was_drawn_elsewhere()
    {
        var first = Draw(7, 0.2);
        torch.rand(10).Dispose();
        Assert.Equal(first, Draw(7, 0.2));
        Assert.NotEqual(first, Draw(8, 0.2));
    }

    [Fact]
    public void Drawing_leaves_the_process_wide_generator_alone()
    {
        using var scope = torch.NewDisposeScope();
        var before = torch.Generator.Default.get_state().data<byte>().ToArray();
        Draw(7, 0.2);
        Assert.Equal(before, torch.Generator.Default.get_state().data<byte>().ToArray());
    }

    [Fact]
    public void A_dropout_mask_is_zero_with_the_given_probability_and_keeps_the_mean()
    {
        var mask = Draw(7, 0.2);
        Assert.All(mask, value => Assert.True(value is 0 or 1.25f));
        Assert.Equal(0.2, mask.Count(value => value == 0) / (double)mask.Length, 0.02);
    }

    private static float[] Draw(long seed, double probability)
    {
        using var scope = torch.NewDisposeScope();
        using var stream = NamedRandom.Stream(seed, torch.CPU);
        return NamedRandom.DropoutMask([100, 100], probability, stream, torch.CPU).ToArray();
    }
}
