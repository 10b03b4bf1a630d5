using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text.Json;

namespace Aread.Distributed.Checkpoints;

/// <summary>
/// Writes tensors in the safetensors format: length of the header (8 bytes, little-endian), header (JSON), data. The bytes depend on
/// names, shapes, values and metadata only, not on the order they are given in. Streams: beside the tensors themselves it holds one small buffer.
/// </summary>
/// <remarks>https://huggingface.co/docs/safetensors. Data lies by falling element size, then by name, so that every tensor is aligned.</remarks>
public static class SafetensorsWriter
{
    internal const string MetadataKey = "__metadata__";
    internal const int BufferBytes = 1 << 20;
    private const int Alignment = 8;

    /// <returns>Size and SHA-256 (hexadecimal, lower case) of what was written.</returns>
    /// <exception cref="ArgumentException">Two tensors have one name, or one has the name kept for metadata.</exception>
    public static async Task<(long Bytes, string Sha256)> WriteAsync(
        Stream target, IReadOnlyList<CheckpointTensor> tensors, IReadOnlyDictionary<string, string>? metadata, CancellationToken cancellationToken)
    {
        var ordered = tensors.OrderByDescending(tensor => CheckpointTensor.ElementSize(tensor.Element)).ThenBy(tensor => tensor.Name, StringComparer.Ordinal).ToArray();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        try
        {
            var header = Header(ordered, metadata);
            hash.AppendData(header);
            await target.WriteAsync(header, cancellationToken);
            long written = header.Length;
            foreach (var tensor in ordered)
            {
                var step = BufferBytes / CheckpointTensor.ElementSize(tensor.Element);
                for (var first = 0; first < tensor.Count; first += step)
                {
                    var length = Fill(buffer, tensor, first, Math.Min(step, tensor.Count - first));
                    hash.AppendData(buffer, 0, length);
                    await target.WriteAsync(buffer.AsMemory(0, length), cancellationToken);
                    written += length;
                }
            }
            return (written, Convert.ToHexStringLower(hash.GetHashAndReset()));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static int Fill(byte[] buffer, CheckpointTensor tensor, int first, int count)
    {
        var source = tensor.Memory(first, count);
        source.CopyTo(buffer);
        return source.Length;
    }

    private static byte[] Header(IReadOnlyList<CheckpointTensor> ordered, IReadOnlyDictionary<string, string>? metadata)
    {
        var names = new HashSet<string>(StringComparer.Ordinal) { MetadataKey };
        var output = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(output))
        {
            json.WriteStartObject();
            if (metadata is { Count: > 0 })
            {
                json.WriteStartObject(MetadataKey);
                foreach (var (key, value) in metadata.OrderBy(entry => entry.Key, StringComparer.Ordinal)) json.WriteString(key, value);
                json.WriteEndObject();
            }
            long offset = 0;
            foreach (var tensor in ordered)
            {
                if (!names.Add(tensor.Name)) throw new ArgumentException($"The tensor name '{tensor.Name}' is taken.", nameof(ordered));
                json.WriteStartObject(tensor.Name);
                json.WriteString("dtype", tensor.Element.ToString());
                json.WriteStartArray("shape");
                foreach (var extent in tensor.Shape) json.WriteNumberValue(extent);
                json.WriteEndArray();
                json.WriteStartArray("data_offsets");
                json.WriteNumberValue(offset);
                json.WriteNumberValue(offset += tensor.ByteCount);
                json.WriteEndArray();
                json.WriteEndObject();
            }
            json.WriteEndObject();
        }
        var length = (output.WrittenCount + Alignment - 1) / Alignment * Alignment;
        var header = new byte[sizeof(ulong) + length];
        BinaryPrimitives.WriteUInt64LittleEndian(header, (ulong)length);
        output.WrittenSpan.CopyTo(header.AsSpan(sizeof(ulong)));
        header.AsSpan(sizeof(ulong) + output.WrittenCount).Fill((byte)' ');
        return header;
    }
}
