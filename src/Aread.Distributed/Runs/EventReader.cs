using System.Text.Json;
using Aread.Data;
using Aread.Distributed.Storage;
using Aread.Training;

namespace Aread.Distributed.Runs;

/// <summary>Reads a run's events, and later those that were written since. Can run beside the writer.</summary>
public sealed class EventReader
{
    private const byte LineEnd = (byte)'\n';

    private readonly string _path;
    private long _position;
    private long _row;
    private long _attempt;

    internal EventReader(string path) => _path = path;

    /// <summary>
    /// The events that have not been read yet, in order; none if there is no file. What a writer added that had been replaced is passed over.
    /// </summary>
    /// <exception cref="DataFormatException">A whole line is no event.</exception>
    public IEnumerable<RunEvent> ReadNew()
    {
        foreach (var happened in ReadLines())
        {
            if (happened is RunStarted) _attempt = Math.Max(_attempt, happened.Attempt ?? 0);
            if ((happened.Attempt ?? _attempt) >= _attempt) yield return happened;
        }
    }

    private IEnumerable<RunEvent> ReadLines()
    {
        if (!File.Exists(_path)) yield break;
        using var stream = Open();
        // A line that was torn is written anew, so each reading begins after the last whole one.
        stream.Position = _position;
        var buffer = new byte[1 << 16];
        var filled = 0;
        while (true)
        {
            var read = stream.Read(buffer, filled, buffer.Length - filled);
            if (read == 0) yield break;
            filled += read;
            var start = 0;
            for (int end; (end = Array.IndexOf(buffer, LineEnd, start, filled - start)) >= 0; start = end + 1)
            {
                _position += end + 1 - start;
                yield return Parse(++_row, buffer.AsSpan(start, end - start));
            }
            buffer.AsSpan(start, filled - start).CopyTo(buffer);
            filled -= start;
            if (filled == buffer.Length) Array.Resize(ref buffer, 2 * buffer.Length);
        }
    }

    private FileStream Open()
    {
        try
        {
            return new FileStream(_path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        }
        catch (Exception fault) when (StorageFault.Is(fault))
        {
            throw new DataFormatException(_path, null, null, $"The file cannot be read: {fault.Message.TrimEnd('.')}.", "Check the file and its permissions.", fault);
        }
    }

    private RunEvent Parse(long row, ReadOnlySpan<byte> line)
    {
        try
        {
            return JsonSerializer.Deserialize<RunEvent>(line, AreadJson.Compact) ?? throw new JsonException("The line holds null.");
        }
        catch (JsonException fault)
        {
            throw AreadJson.NotUnderstood(_path, row, fault);
        }
        catch (NotSupportedException fault)
        {
            throw AreadJson.NotUnderstood(_path, row, new JsonException("The line does not say which event it is.", fault));
        }
    }
}
