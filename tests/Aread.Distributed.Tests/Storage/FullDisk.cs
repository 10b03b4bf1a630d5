namespace Aread.Distributed.Tests.Storage;

/// <summary>A file on a disk that has room for so many bytes.</summary>
internal sealed class FullDisk(string path, long room) : FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0)
{
    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var fits = (int)Math.Min(buffer.Length, room - Position);
        await base.WriteAsync(buffer[..fits], cancellationToken);
        if (fits < buffer.Length) throw new IOException("No space left on device.");
    }
}
