using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Aread.Data;
using Aread.Distributed.Checkpoints;

namespace Aread.Distributed.Tests.Checkpoints;

public sealed class SafetensorsTests
{
    private static readonly CheckpointTensor[] Tensors =
    [
        new("weight", [2, 3], new float[] { 1, -2.5f, float.NaN, 0, float.MaxValue, -0f }),
        new("mask", [3], new byte[] { 1, 0, 255 }),
        new("rows", [2], new long[] { long.MinValue, 7 }),
        new("counts", [2, 1], new[] { int.MinValue, 9 }),
        new("scalar", [], new float[] { 42 }),
        new("none", [0, 5], Array.Empty<float>()),
    ];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Reads_back_what_was_written()
    {
        var part = await Read(await Write(Tensors, new Dictionary<string, string> { ["domain"] = "Küche & Bad" }));
        Assert.Equal(Tensors.Select(tensor => tensor.Name).Order(), part.Tensors.Keys.Order());
        foreach (var tensor in Tensors) Assert.Equal(tensor.Shape, part[tensor.Name].Shape);
        Assert.Equal(Tensors[0].Floats.Select(BitConverter.SingleToInt32Bits), part["weight"].Floats.Select(BitConverter.SingleToInt32Bits));
        Assert.Equal(Tensors[1].Bytes, part["mask"].Bytes);
        Assert.Equal(Tensors[2].Longs, part["rows"].Longs);
        Assert.Equal(Tensors[3].Integers, part["counts"].Integers);
        Assert.Equal("Küche & Bad", part.Metadata["domain"]);
    }

    [Fact]
    public async Task Reads_back_a_tensor_larger_than_the_buffer()
    {
        var large = new float[(1 << 18) * 2 + 3];
        for (var i = 0; i < large.Length; i++) large[i] = i;
        Assert.Equal(large, (await Read(await Write([new("large", [large.Length], large)]))).Tensors["large"].Floats);
    }

    [Fact]
    public async Task Bytes_do_not_depend_on_the_order_given()
    {
        var metadata = new Dictionary<string, string> { ["a"] = "1", ["b"] = "2" };
        var backwards = new Dictionary<string, string> { ["b"] = "2", ["a"] = "1" };
        Assert.Equal(await Write(Tensors, metadata), await Write([.. Tensors.Reverse()], backwards));
    }

    [Fact]
    public async Task States_the_hash_and_length_of_what_it_wrote()
    {
        var target = new MemoryStream();
        var (bytes, hash) = await SafetensorsWriter.WriteAsync(target, Tensors, null, Token);
        Assert.Equal(target.Length, bytes);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(target.ToArray())), hash);
    }

    [Fact]
    public async Task Follows_the_format_and_aligns_every_tensor()
    {
        var bytes = await Write(Tensors);
        var length = (int)BinaryPrimitives.ReadUInt64LittleEndian(bytes);
        Assert.Equal(0, length % 8);
        Assert.Equal((byte)'{', bytes[8]);
        using var header = JsonDocument.Parse(bytes.AsMemory(8, length));
        var weight = header.RootElement.GetProperty("weight");
        Assert.Equal("F32", weight.GetProperty("dtype").GetString());
        foreach (var tensor in Tensors)
        {
            var begin = header.RootElement.GetProperty(tensor.Name).GetProperty("data_offsets")[0].GetInt32();
            Assert.Equal(0, begin % (tensor.Element == TensorElement.I64 ? 8 : tensor.Element == TensorElement.U8 ? 1 : 4));
        }
        var offset = 8 + length + weight.GetProperty("data_offsets")[0].GetInt32();
        Assert.Equal(-2.5f, BinaryPrimitives.ReadSingleLittleEndian(bytes.AsSpan(offset + 4)));
    }

    [Fact]
    public async Task Refuses_every_truncated_file()
    {
        var whole = await Write(Tensors);
        for (var length = 0; length < whole.Length; length++)
            await Assert.ThrowsAsync<DataFormatException>(() => Read(whole[..length]));
        await Assert.ThrowsAsync<DataFormatException>(() => Read([.. whole, 0]));
    }

    [Theory]
    [InlineData("""{"a":{"dtype":"F64","shape":[1],"data_offsets":[0,8]}}""", 8, "F64")]
    [InlineData("""{"a":{"dtype":"0","shape":[8],"data_offsets":[0,8]}}""", 8, "element type 0")]
    [InlineData("""{"a":{"dtype":"F32","shape":[3],"data_offsets":[0,8]}}""", 8, "does not fit")]
    [InlineData("""{"a":{"dtype":"F32","shape":[-2,-1],"data_offsets":[0,8]}}""", 8, "does not fit")]
    [InlineData("""{"a":{"dtype":"F32","shape":[4611686018427387904,4611686018427387904],"data_offsets":[0,0]}}""", 0, "does not fit")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", 8, "starts at byte 4")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[1],"data_offsets":[2,6]}}""", 6, "starts at byte 2")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", 8, "take 4 bytes")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1]}}""", 4, "header")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", 8, "header")]
    [InlineData("""["a"]""", 0, "header")]
    [InlineData("""{"a":""", 0, "header")]
    public async Task Refuses_a_header_that_lies(string header, int dataBytes, string reason)
    {
        var text = Encoding.UTF8.GetBytes(header);
        var bytes = new byte[8 + text.Length + dataBytes];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, (ulong)text.Length);
        text.CopyTo(bytes, 8);
        var fault = await Assert.ThrowsAsync<DataFormatException>(() => Read(bytes));
        Assert.Contains(reason, fault.Message);
        Assert.Contains("part.safetensors", fault.Message);
    }

    [Fact]
    public async Task Refuses_a_header_longer_than_the_file() =>
        await Assert.ThrowsAsync<DataFormatException>(() => Read([255, 255, 255, 255, 255, 255, 255, 255, (byte)'{']));

    [Fact]
    public async Task Refuses_a_doubled_name() => await Assert.ThrowsAsync<ArgumentException>(() => Write([Tensors[0], Tensors[0]]));

    [Fact]
    public async Task Names_a_missing_tensor_and_a_wrong_type()
    {
        var part = await Read(await Write(Tensors));
        Assert.Contains("'bias'", Assert.Throws<AreadException>(() => part["bias"]).Message);
        Assert.Contains("F32, not I64", Assert.Throws<AreadException>(() => part["weight"].Longs).Message);
    }

    [Fact]
    public void A_tensor_must_fit_its_shape() => Assert.Throws<ArgumentException>(() => new CheckpointTensor("a", [2, 2], new float[3]));

    private static async Task<byte[]> Write(IReadOnlyList<CheckpointTensor> tensors, IReadOnlyDictionary<string, string>? metadata = null)
    {
        var target = new MemoryStream();
        await SafetensorsWriter.WriteAsync(target, tensors, metadata, Token);
        return target.ToArray();
    }

    private static Task<CheckpointPart> Read(byte[] bytes) => SafetensorsReader.ReadAsync(new MemoryStream(bytes), "part.safetensors", Token);
}
