using System.Text.Json;
using Aread.Data;

namespace Aread.Comparison;

/// <summary>Trainings that have ended, a line of JSON each, so that what was stopped goes on with what is missing.</summary>
/// <param name="path">The file; made by the first line.</param>
public sealed class ResultFile<T>(string path)
{
    private readonly Lock _writing = new();

    /// <summary>Whole lines. The last one of a process that was killed may be cut short: it is left out.</summary>
    /// <param name="other">Why a line cannot be gone on with, and what to do; null if it can.</param>
    /// <exception cref="DataFormatException">A line is not understood or of something else; the message names it.</exception>
    public IReadOnlyList<T> Read(Func<T, (string Reason, string Remedy)?> other)
    {
        var read = new List<T>();
        if (!File.Exists(path)) return read;
        foreach (var (line, row) in File.ReadLines(path).Select((line, row) => (line, row + 1)))
        {
            if (line.Length == 0 || line[^1] != '}') continue;
            var result = Parse(line, row);
            if (other(result) is { } why) throw new DataFormatException(path, row, null, why.Reason, why.Remedy);
            read.Add(result);
        }
        return read;
    }

    /// <summary>From any thread. A line that was cut short before stays alone.</summary>
    /// <exception cref="AreadException">The file cannot be written.</exception>
    public void Append(T result)
    {
        lock (_writing)
        {
            try
            {
                var torn = File.Exists(path) && new FileInfo(path).Length > 0 && !File.ReadAllBytes(path).AsSpan().EndsWith("\n"u8);
                File.AppendAllText(path, $"{(torn ? "\n" : "")}{AreadJson.Write(result)}\n");
            }
            catch (Exception fault) when (StorageFault.Is(fault))
            {
                throw StorageFault.Of(path, fault);
            }
        }
    }

    private T Parse(string line, int row)
    {
        try
        {
            return AreadJson.Read<T>(line);
        }
        catch (JsonException fault)
        {
            throw AreadJson.NotUnderstood(path, row, fault);
        }
    }
}
