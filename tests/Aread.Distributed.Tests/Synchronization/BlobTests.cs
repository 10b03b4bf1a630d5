using System.Runtime.InteropServices;
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
    public void Each_kind_of_number_crosses_the_wire()
    {
        Crosses(true, false, true);
        Crosses<byte>(0, 1, byte.MaxValue);
        Crosses(0, -1, int.MinValue, int.MaxValue);
        Crosses(0L, -1L, long.MinValue, long.MaxValue);
        Crosses(-0f, 1.5f, float.NaN, float.NegativeInfinity, float.Epsilon);
        Crosses(-0d, 1.5, double.NaN, double.PositiveInfinity, double.Epsilon);
        Crosses<double>();
    }

    [Fact]
    public void A_blob_of_half_a_number_is_refused()
    {
        var serializer = _services.GetRequiredService<Serializer>();
        var bytes = serializer.SerializeToArray(new Blob<int>([1, 2]));
        bytes[Array.IndexOf(bytes, (byte)((8 << 1) | 1))] = (7 << 1) | 1;
        Assert.ThrowsAny<SerializerException>(() => serializer.Deserialize<Blob<int>>(bytes));
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

    /// <summary>Alone, and as a member beside others.</summary>
    private void Crosses<T>(params T[] values) where T : unmanaged
    {
        var serializer = _services.GetRequiredService<Serializer>();
        var alone = serializer.Deserialize<Blob<T>>(serializer.SerializeToArray(new Blob<T>(values)));
        var (before, read, after) = serializer.Deserialize<(int, Blob<T>, string)>(serializer.SerializeToArray((7, new Blob<T>(values), "after")));
        Assert.Equal((7, "after"), (before, after));
        foreach (var blob in new[] { alone, read }) Assert.Equal(MemoryMarshal.AsBytes<T>(values).ToArray(), MemoryMarshal.AsBytes<T>(blob.Values).ToArray());
    }
}
