using Orleans.Serialization.Cloning;

namespace Aread.Distributed.Synchronization;

/// <summary>Blobs are immutable: inside a silo the reference is handed on.</summary>
[RegisterCopier]
public sealed class BlobCopier<T> : IDeepCopier<Blob<T>> where T : unmanaged
{
    public Blob<T> DeepCopy(Blob<T> input, CopyContext context) => input;
}
