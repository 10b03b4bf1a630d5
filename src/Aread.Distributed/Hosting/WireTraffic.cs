using System.Diagnostics.Metrics;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Connections;

namespace Aread.Distributed.Hosting;

/// <summary>Counts the bytes of all connections between silos, and between silos and clients, as they are on the wire.</summary>
internal static class WireTraffic
{
    public const string DirectionTag = "network.io.direction", Sent = "transmit", Received = "receive";

    private static readonly Counter<long> Bytes = DistributedTelemetry.Meter.CreateCounter<long>("aread.wire.io", "By", "Bytes between silos, and between silos and clients.");

    /// <summary>To be added before anything that changes the bytes, such as encryption.</summary>
    public static void Count(IConnectionBuilder connections) => connections.Use(next => connection =>
    {
        connection.Transport = new CountedPipe(connection.Transport);
        return next(connection);
    });

    private static void Add(long bytes, string direction) => Bytes.Add(bytes, new KeyValuePair<string, object?>(DirectionTag, direction));

    private sealed class CountedPipe(IDuplexPipe pipe) : IDuplexPipe
    {
        public PipeReader Input { get; } = new CountedReader(pipe.Input);

        public PipeWriter Output { get; } = new CountedWriter(pipe.Output);
    }

    private sealed class CountedReader(PipeReader reader) : PipeReader
    {
        private ReadResult _last;

        public override bool TryRead(out ReadResult result)
        {
            if (!reader.TryRead(out result)) return false;
            _last = result;
            return true;
        }

        public override async ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default) => _last = await reader.ReadAsync(cancellationToken).ConfigureAwait(false);

        public override void AdvanceTo(SequencePosition consumed) => AdvanceTo(consumed, consumed);

        public override void AdvanceTo(SequencePosition consumed, SequencePosition examined)
        {
            if (Bytes.Enabled) Add(_last.Buffer.Slice(0, consumed).Length, Received);
            _last = default;
            reader.AdvanceTo(consumed, examined);
        }

        public override void CancelPendingRead() => reader.CancelPendingRead();

        public override void Complete(Exception? exception = null) => reader.Complete(exception);

        public override ValueTask CompleteAsync(Exception? exception = null) => reader.CompleteAsync(exception);
    }

    private sealed class CountedWriter(PipeWriter writer) : PipeWriter
    {
        public override bool CanGetUnflushedBytes => writer.CanGetUnflushedBytes;

        public override long UnflushedBytes => writer.UnflushedBytes;

        public override void Advance(int bytes)
        {
            Add(bytes, Sent);
            writer.Advance(bytes);
        }

        public override Memory<byte> GetMemory(int sizeHint = 0) => writer.GetMemory(sizeHint);

        public override Span<byte> GetSpan(int sizeHint = 0) => writer.GetSpan(sizeHint);

        public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default) => writer.FlushAsync(cancellationToken);

        public override void CancelPendingFlush() => writer.CancelPendingFlush();

        public override void Complete(Exception? exception = null) => writer.Complete(exception);

        public override ValueTask CompleteAsync(Exception? exception = null) => writer.CompleteAsync(exception);
    }
}
