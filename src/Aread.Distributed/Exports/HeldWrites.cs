using System.Buffers;

namespace Aread.Distributed.Exports;

/// <summary>
/// Passes on what is written asynchronously. The few bytes that are not, as the ends of an archive's entries, are held until the next that are: a target such
/// as the answer to a request takes no others.
/// </summary>
internal sealed class HeldWrites(Stream target) : Stream
{
    private readonly ArrayBufferWriter<byte> _held = new();

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer) => _held.Write(buffer);

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        await PassAsync(cancellationToken);
        await target.WriteAsync(buffer, cancellationToken);
    }

    public override void Flush()
    {
    }

    public override async Task FlushAsync(CancellationToken cancellationToken)
    {
        await PassAsync(cancellationToken);
        await target.FlushAsync(cancellationToken);
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    private async ValueTask PassAsync(CancellationToken cancellationToken)
    {
        if (_held.WrittenCount == 0) return;
        await target.WriteAsync(_held.WrittenMemory, cancellationToken);
        _held.ResetWrittenCount();
    }
}
