using Aread.Distributed.Contracts;
using Aread.Distributed.Synchronization;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;

namespace Aread.Distributed.Tests.Synchronization;

public sealed class BlobTests
{
    private readonly IServiceProvider _services = new ServiceCollection().AddSerializer().BuildServiceProvider();

    [Fact]
    public void Numbers_cross_the_wire_bit_by_bit()
    {
        float[] values = [0f, -0f, 1.5f, float.NaN, float.PositiveInfinity, float.Epsilon];
        var weights = new DenseWeights(7, values, Array.Empty<float>());

        var serializer = _services.GetRequiredService<Serializer>();
        var bytes = serializer.SerializeToArray(weights);
        var read = serializer.Deserialize<DenseWeights>(bytes);

        Assert.Equal(7, read!.WeightsVersion);
        Assert.Equal(values.Select(BitConverter.SingleToInt32Bits), read.Weights.Values.Select(BitConverter.SingleToInt32Bits));
        Assert.Empty(read.Buffers.Values);
    }

    [Fact]
    public void A_number_takes_its_own_bytes_and_little_else()
    {
        var bytes = _services.GetRequiredService<Serializer>().SerializeToArray(new Blob<float>(new float[1000]));

        Assert.InRange(bytes.Length, 4000, 4100);
    }

    [Fact]
    public void Inside_a_silo_arrays_are_handed_by_reference()
    {
        var scores = new ScoresReply(new float[3], new byte[3]);

        var copy = _services.GetRequiredService<DeepCopier>().Copy(scores);

        Assert.Same(scores.Scores.Values, copy!.Scores.Values);
    }
}
