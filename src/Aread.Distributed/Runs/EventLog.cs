using System.Text.Json;
using Aread.Data;
using Aread.Distributed.Storage;
using Aread.Training;

namespace Aread.Distributed.Runs;

/// <summary>
/// <c>events.jsonl</c>: one event a line, each written whole and given to the system at once. A crash or a full disk can leave a last line without its end; readers
/// pass over it, and it is cut off before anything is added.
/// </summary>
internal sealed class EventLog : IDisposable
{
    public const string FileName = "events.jsonl";

    private const byte LineEnd = (byte)'\n';
    private readonly Action _requireWriter;
    private readonly FileStream _file;
    private readonly Lock _lock = new();
    private long _end;

    /// <summary>Of this writer: what a full disk left of its last line.</summary>
    private bool _isTorn;

    /// <param name="requireWriter">Throws <see cref="WriterReplacedException"/> once another process writes the run.</param>
    /// <exception cref="AreadException">The file cannot be opened.</exception>
    public EventLog(string path, Action requireWriter)
    {
        _requireWriter = requireWriter;
        try
        {
            _file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite, bufferSize: 0);
            _end = EndOfWholeLines(_file);
            Cut();
            Count = Read(path).LongCount();
        }
        catch (Exception fault) when (StorageFault.Is(fault))
        {
            throw StorageFault.Of(path, fault);
        }
    }

    /// <summary>Events in the log, without those of writers that had been replaced.</summary>
    public long Count { get; private set; }

    /// <exception cref="AreadException">The disk is full; the line is not there. What there is of it counts as torn.</exception>
    /// <exception cref="WriterReplacedException">Another process writes the run now.</exception>
    public void Append(RunEvent happened)
    {
        byte[] line = [.. JsonSerializer.SerializeToUtf8Bytes(happened, AreadJson.Compact), LineEnd];
        lock (_lock)
        {
            _requireWriter();
            try
            {
                if (_isTorn) Cut();
                if (_file.Length != _end) PassOver();
                _file.Position = _end;
                _isTorn = true;
                _file.Write(line);
                (_isTorn, _end) = (false, _end + line.Length);
                Count++;
            }
            catch (Exception fault) when (StorageFault.Is(fault))
            {
                throw StorageFault.Of(_file.Name, fault);
            }
        }
    }

    public void Dispose() => _file.Dispose();

    /// <summary>All events, in order; none if there is no file. What a writer added that had been replaced is passed over. Can run beside the writer.</summary>
    /// <exception cref="DataFormatException">A whole line is no event.</exception>
    public static IEnumerable<RunEvent> Read(string path) => new EventReader(path).ReadNew();

    /// <summary>Either a writer that was replaced has written its last, or this one stood still since it asked, and its successor writes.</summary>
    private void PassOver()
    {
        _requireWriter();
        _end = EndOfWholeLines(_file);
        Cut();
    }

    private void Cut()
    {
        if (_file.Length > _end) _file.SetLength(_end);
    }

    private static long EndOfWholeLines(FileStream file)
    {
        var end = file.Length;
        var last = new byte[1];
        for (; end > 0; end--)
        {
            file.Position = end - 1;
            file.ReadExactly(last);
            if (last[0] == LineEnd) break;
        }
        return end;
    }
}
