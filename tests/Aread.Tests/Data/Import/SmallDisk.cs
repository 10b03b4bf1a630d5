namespace Aread.Tests.Data.Import;

/// <summary>A disk that is full after a number of bytes, over all files.</summary>
internal sealed class SmallDisk(long capacity)
{
    private long _left = capacity;

    public Stream Wrap(Stream file) => new SmallFile(this, file);

    private void Take(int bytes)
    {
        _left -= bytes;
        if (_left < 0) throw new IOException("No space left on device.");
    }

    private sealed class SmallFile(SmallDisk disk, Stream file) : Stream
    {
        public override bool CanRead => file.CanRead;

        public override bool CanSeek => file.CanSeek;

        public override bool CanWrite => file.CanWrite;

        public override long Length => file.Length;

        public override long Position
        {
            get => file.Position;
            set => file.Position = value;
        }

        public override void Flush() => file.Flush();

        public override int Read(byte[] buffer, int offset, int count) => file.Read(buffer, offset, count);

        public override long Seek(long offset, SeekOrigin origin) => file.Seek(offset, origin);

        public override void SetLength(long value) => file.SetLength(value);

        public override void Write(byte[] buffer, int offset, int count)
        {
            disk.Take(count);
            file.Write(buffer, offset, count);
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing) file.Dispose();
            base.Dispose(disposing);
        }
    }
}
