using System.Buffers;
using System.Buffers.Binary;
using System.Text.Json;
using Aread.Data;

namespace Aread.Distributed.Checkpoints;

/// <summary>Reads safetensors files. Nothing is allocated for a tensor before the header agrees with itself and with the file's length.</summary>
public static class SafetensorsReader
{
    private const long MaximumHeaderBytes = 100_000_000;

    /// <param name="source">A stream that can seek, at the start of the file.</param>
    /// <param name="file">Its name, for messages.</param>
    /// <exception cref="DataFormatException">The file is cut short or damaged, or has an element type no checkpoint has.</exception>
    public static async Task<CheckpointPart> ReadAsync(Stream source, string file, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(SafetensorsWriter.BufferBytes);
        try
        {
            if (source.Length < sizeof(ulong)) throw Damaged(file, null, $"it has {source.Length} bytes, less than any safetensors file.");
            await source.ReadExactlyAsync(buffer.AsMemory(0, sizeof(ulong)), cancellationToken);
            var headerBytes = BinaryPrimitives.ReadUInt64LittleEndian(buffer);
            var dataBytes = source.Length - sizeof(ulong) - (long)Math.Min(headerBytes, long.MaxValue);
            if (headerBytes > MaximumHeaderBytes || dataBytes < 0) throw Damaged(file, null, $"its header claims {headerBytes} bytes, the file has {source.Length}.");
            var header = new byte[headerBytes];
            await source.ReadExactlyAsync(header, cancellationToken);
            var (slots, metadata) = ParseHeader(header, file);
            RequireContiguous(slots, dataBytes, file);
            var tensors = new Dictionary<string, CheckpointTensor>(slots.Count, StringComparer.Ordinal);
            foreach (var slot in slots)
                tensors.Add(slot.Name, await ReadTensorAsync(source, slot, buffer, cancellationToken));
            return new CheckpointPart(file, tensors, metadata);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static async Task<CheckpointTensor> ReadTensorAsync(Stream source, Slot slot, byte[] buffer, CancellationToken cancellationToken)
    {
        var tensor = CheckpointTensor.Allocate(slot.Name, slot.Shape, slot.Element, slot.Count);
        var size = CheckpointTensor.ElementSize(slot.Element);
        var step = SafetensorsWriter.BufferBytes / size;
        for (var first = 0; first < tensor.Count; first += step)
        {
            var count = Math.Min(step, tensor.Count - first);
            await source.ReadExactlyAsync(buffer.AsMemory(0, count * size), cancellationToken);
            buffer.AsSpan(0, count * size).CopyTo(tensor.Memory(first, count));
        }
        return tensor;
    }

    private static (List<Slot> Slots, Dictionary<string, string> Metadata) ParseHeader(byte[] header, string file)
    {
        var slots = new List<Slot>();
        var metadata = new Dictionary<string, string>(StringComparer.Ordinal);
        try
        {
            using var json = JsonDocument.Parse(header, new JsonDocumentOptions { AllowDuplicateProperties = false });
            foreach (var entry in json.RootElement.EnumerateObject())
            {
                if (entry.Name == SafetensorsWriter.MetadataKey)
                    foreach (var pair in entry.Value.EnumerateObject()) metadata.Add(pair.Name, pair.Value.GetString() ?? throw new JsonException($"Metadata '{pair.Name}' is null."));
                else
                    slots.Add(ParseSlot(entry.Name, entry.Value, file));
            }
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            throw Damaged(file, null, $"its header cannot be read ({fault.Message}).", fault);
        }
        return (slots, metadata);
    }

    private static Slot ParseSlot(string name, JsonElement entry, string file)
    {
        var type = entry.GetProperty("dtype").GetString();
        if (!Enum.TryParse<TensorElement>(type, out var element) || element.ToString() != type)
            throw Damaged(file, name, $"its element type {type} is none of {string.Join(", ", Enum.GetNames<TensorElement>())}.");
        var shape = entry.GetProperty("shape").EnumerateArray().Select(extent => extent.GetInt64()).ToArray();
        var offsets = entry.GetProperty("data_offsets").EnumerateArray().Select(offset => offset.GetInt64()).ToArray();
        if (CountOf(shape) is not { } count || offsets is not [var begin, var end] || begin < 0 || end - begin != (long)count * CheckpointTensor.ElementSize(element))
            throw Damaged(file, name, $"the shape [{string.Join(", ", shape)}] of {type} does not fit the bytes [{string.Join(", ", offsets)}].");
        return new Slot(name, element, shape, count, begin, end);
    }

    private static int? CountOf(long[] shape)
    {
        Int128 count = 1;
        foreach (var extent in shape)
            if (extent < 0 || (count *= extent) > Array.MaxLength) return null;
        return (int)count;
    }

    private static void RequireContiguous(List<Slot> slots, long dataBytes, string file)
    {
        slots.Sort((a, b) => (a.Begin, a.End).CompareTo((b.Begin, b.End)));
        long position = 0;
        foreach (var slot in slots)
        {
            if (slot.Begin != position) throw Damaged(file, slot.Name, $"it starts at byte {slot.Begin}, where the data before it ends at {position}.");
            position = slot.End;
        }
        if (position != dataBytes) throw Damaged(file, null, $"its tensors take {position} bytes, it has {dataBytes}.");
    }

    private static DataFormatException Damaged(string file, string? tensor, string reason, Exception? inner = null) =>
        new(file, null, tensor, $"The checkpoint file is cut short or damaged: {reason}", "Restore the file from a copy, or start the run again.", inner);

    private sealed record Slot(string Name, TensorElement Element, long[] Shape, int Count, long Begin, long End);
}
