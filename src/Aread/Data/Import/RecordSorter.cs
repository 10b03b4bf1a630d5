using System.Buffers.Binary;

namespace Aread.Data.Import;

/// <summary>
/// Puts any number of records into the order of their times, or of another whole number that stands in the place of the time, in bounded memory: sorted
/// runs on disk, then one merge. The order of equal times stays.
/// </summary>
/// <param name="directory">Where runs and result go.</param>
/// <param name="bufferBytes">Memory for a run.</param>
/// <param name="name">Of the file that it ends with.</param>
internal sealed class RecordSorter(StagedDirectory directory, int recordSize, int bufferBytes = 64 << 20, string name = "records.sorted")
{
    private readonly List<RecordFile> _runs = [];
    private readonly byte[] _buffer = new byte[Math.Max(1, bufferBytes / recordSize) * recordSize];
    private int _filled;
    private long _records;

    /// <summary>Room for the next record. It is part of the sorter's records from now on.</summary>
    public Span<byte> Next()
    {
        if (_filled == _buffer.Length) WriteRun();
        var record = _buffer.AsSpan(_filled, recordSize);
        _filled += recordSize;
        _records++;
        return record;
    }

    public RecordFile Complete(Action<long> progress)
    {
        if (_filled > 0 || _runs.Count == 0) WriteRun();
        if (_runs.Count == 1)
        {
            File.Move(_runs[0].Path, directory.PathOf(name));
        }
        else
        {
            Merge(progress);
            foreach (var run in _runs) File.Delete(run.Path);
        }
        return new RecordFile(directory.PathOf(name), recordSize, _records);
    }

    private void WriteRun()
    {
        var count = _filled / recordSize;
        var order = new (long Time, int Index)[count];
        for (var i = 0; i < count; i++) order[i] = (BinaryPrimitives.ReadInt64LittleEndian(_buffer.AsSpan(i * recordSize + ImportPlan.TimeOffset)), i);
        var sorted = true;
        for (var i = 1; i < count && sorted; i++) sorted = order[i - 1].Time <= order[i].Time;
        if (!sorted) Array.Sort(order);
        var run = $"{name}.{_runs.Count:D4}";
        using var stream = new BufferedStream(directory.Create(run), 1 << 18);
        if (sorted) stream.Write(_buffer, 0, _filled);
        else
            foreach (var (_, index) in order) stream.Write(_buffer, index * recordSize, recordSize);
        stream.Flush();
        _runs.Add(new RecordFile(directory.PathOf(run), recordSize, count));
        _filled = 0;
    }

    private void Merge(Action<long> progress)
    {
        var cursors = _runs.ConvertAll(run => run.Read());
        try
        {
            using var stream = new BufferedStream(directory.Create(name), 1 << 18);
            var heads = new PriorityQueue<RecordCursor, (long Time, int Run)>();
            for (var run = 0; run < cursors.Count; run++)
                if (cursors[run].MoveNext()) heads.Enqueue(cursors[run], (cursors[run].Time, run));
            for (long done = 0; heads.TryDequeue(out var cursor, out var head); done++)
            {
                stream.Write(cursor.Current);
                if (cursor.MoveNext()) heads.Enqueue(cursor, (cursor.Time, head.Run));
                progress(done);
            }
            stream.Flush();
        }
        finally
        {
            foreach (var cursor in cursors) cursor.Dispose();
        }
    }
}
