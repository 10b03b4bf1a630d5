using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Orleans.Serialization;
using Orleans.Serialization.Buffers;
using Orleans.Serialization.Codecs;
using Orleans.Serialization.WireProtocol;

namespace Aread.Distributed.Synchronization;

/// <summary>Writes a <see cref="Blob{T}"/> as one length-prefixed field, little-endian.</summary>
[RegisterSerializer]
public sealed class BlobCodec<T> : IFieldCodec<Blob<T>> where T : unmanaged
{
    public void WriteField<TBufferWriter>(ref Writer<TBufferWriter> writer, uint fieldIdDelta, Type? expectedType, Blob<T> value)
        where TBufferWriter : IBufferWriter<byte>
    {
        ReferenceCodec.MarkValueField(writer.Session);
        writer.WriteFieldHeader(fieldIdDelta, expectedType, typeof(Blob<T>), WireType.LengthPrefixed);
        var bytes = MemoryMarshal.AsBytes<T>(value.Values);
        writer.WriteVarUInt32((uint)bytes.Length);
        writer.Write(bytes);
    }

    public Blob<T> ReadValue<TInput>(ref Reader<TInput> reader, Field field)
    {
        ReferenceCodec.MarkValueField(reader.Session);
        field.EnsureWireType(WireType.LengthPrefixed);
        var length = checked((int)reader.ReadVarUInt32());
        var size = Unsafe.SizeOf<T>();
        if (length % size != 0) throw new SerializerException($"A blob of {typeof(T).Name} has {length} bytes, which is no multiple of {size}.");
        var values = GC.AllocateUninitializedArray<T>(length / size);
        reader.ReadBytes(MemoryMarshal.AsBytes(values.AsSpan()));
        return new Blob<T>(values);
    }
}
