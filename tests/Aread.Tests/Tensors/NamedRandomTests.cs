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
        Draw(7, 0.2, device: torch.CPU);
        Assert.Equal(before, torch.Generator.Default.get_state().data<byte>().ToArray());
    }

    [Theory]
    [InlineData(0.2)]
    [InlineData(0.5)]
    [InlineData(0.03)]
    public void A_dropout_mask_is_zero_with_the_given_probability_and_keeps_the_mean(double probability)
    {
        var mask = Draw(7, probability, 1_000_003);
        var kept = mask.Max();
        Assert.Equal(1 / (1 - probability), kept, 1e-4);
        Assert.All(mask, value => Assert.True(value == 0 || value == kept));
        Assert.Equal(1, mask.Average(value => (double)value), 5 * Math.Sqrt(probability / (1 - probability) / mask.Length));
    }

    [Fact]
    public void Draws_of_one_stream_go_on_and_neighbours_are_independent()
    {
        using var scope = torch.NewDisposeScope();
        var stream = NamedRandom.Stream(7, TestDevice.Here);
        var (first, second) = (stream.DropoutMask([100_000], 0.5).ToArray(), stream.DropoutMask([100_000], 0.5).ToArray());
        Assert.NotEqual(first, second);
        foreach (var distance in new[] { 0, 1, 8, 16, 32 })
        {
            var agreements = Enumerable.Range(0, first.Length - distance).Count(i => first[i] == (distance == 0 ? second : first)[i + distance]);
            Assert.Equal(0.5, agreements / (double)(first.Length - distance), 0.01);
        }
    }

    [Fact]
    public void Numbers_are_those_of_eight_scalar_generators()
    {
        var stream = new RandomStream(3, "xoshiro");
        var states = new uint[4, 8];
        for (var word = 0; word < 4; word++)
            for (var lane = 0; lane < 8; lane += 2)
            {
                var bits = stream.NextBits();
                (states[word, lane], states[word, lane + 1]) = ((uint)bits, (uint)(bits >> 32));
            }
        var kept = new List<bool>();
        for (var draw = 0; draw < 100; draw++)
        {
            var bits = Enumerable.Range(0, 8).Select(lane => Xoshiro(states, lane)).ToArray();
            kept.AddRange(bits.Select(value => (value & 0xFFFF) >= 0.25 * 65536));
            kept.AddRange(bits.Select(value => (value >> 16) >= 0.25 * 65536));
        }
        Assert.Equal(kept, Draw(3, 0.25, kept.Count, torch.CPU).Select(value => value != 0));
    }

    private static uint Xoshiro(uint[,] s, int lane)
    {
        var result = uint.RotateLeft(s[0, lane] + s[3, lane], 7) + s[0, lane];
        var shifted = s[1, lane] << 9;
        s[2, lane] ^= s[0, lane];
        s[3, lane] ^= s[1, lane];
        s[1, lane] ^= s[2, lane];
        s[0, lane] ^= s[3, lane];
        s[2, lane] ^= shifted;
        s[3, lane] = uint.RotateLeft(s[3, lane], 11);
        return result;
    }

    private static float[] Draw(long seed, double probability, int length = 10_000, torch.Device? device = null)
    {
        using var scope = torch.NewDisposeScope();
        var stream = NamedRandom.Stream(seed, device ?? TestDevice.Here);
        return stream.DropoutMask([length], probability).ToArray();
    }
}
