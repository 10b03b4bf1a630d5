using System.Text;
using System.Text.Json;
using Aread.Data;

namespace Aread.Comparison;

/// <summary>
/// Trainings that have ended, a line of JSON each, so that what was stopped goes on with what is missing. Belongs to one process while it is open.
/// </summary>
public sealed class ResultFile<T> : IDisposable
{
    private readonly Lock _writing = new();
    private readonly string _path;
    private readonly FileStream _file;

    private ResultFile(string path, FileStream file) => (_path, _file) = (path, file);

    /// <param name="path">The file; made if it is not there.</param>
    /// <exception cref="AreadException">Another process has it open, or it cannot be written.</exception>
    public static ResultFile<T> Open(string path)
    {
        try
        {
            return new ResultFile<T>(path, new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException fault) when (StorageFault.IsHeld(fault))
        {
            throw new AreadException($"{path} is being written by another process. Wait until it ends, stop it, or choose another directory for the results (--out).", fault);
        }
        catch (Exception fault) when (StorageFault.Is(fault))
        {
            throw StorageFault.Of(path, fault);
        }
    }

    /// <summary>Whole lines. The last one of a process that was killed may be cut short: it is dropped.</summary>
    /// <param name="other">Why a line cannot be gone on with, and what to do; null if it can.</param>
    /// <exception cref="DataFormatException">A line is not understood or of something else; the message names it. The file is as it was.</exception>
    public IReadOnlyList<T> Read(Func<T, (string Reason, string Remedy)?> other)
    {
        var bytes = new byte[_file.Length];
        _file.Position = 0;
        _file.ReadExactly(bytes);
        var whole = bytes.AsSpan().LastIndexOf((byte)'\n') + 1;
        var read = new List<T>();
        foreach (var (line, row) in Encoding.UTF8.GetString(bytes, 0, whole).Split('\n').Select((line, row) => (line, row + 1)))
        {
            if (line.Length == 0) continue;
            var result = Parse(line, row);
            if (other(result) is { } why) throw new DataFormatException(_path, row, null, why.Reason, why.Remedy);
            read.Add(result);
        }
        _file.SetLength(whole);
        return read;
    }

    /// <summary>From any thread.</summary>
    /// <exception cref="AreadException">The file cannot be written.</exception>
    public void Append(T result)
    {
        lock (_writing)
        {
            try
            {
                _file.Seek(0, SeekOrigin.End);
                _file.Write(Encoding.UTF8.GetBytes($"{AreadJson.Write(result)}\n"));
                _file.Flush();
            }
            catch (Exception fault) when (StorageFault.Is(fault))
            {
                throw StorageFault.Of(_path, fault);
            }
        }
    }

    public void Dispose() => _file.Dispose();

    private T Parse(string line, int row)
    {
        try
        {
            return AreadJson.Read<T>(line);
        }
        catch (JsonException fault)
        {
            throw AreadJson.NotUnderstood(_path, row, fault);
        }
    }
}
