using System.Globalization;
using Aread.Training;

namespace Aread.Benchmarks.Recovery;

/// <summary>What the directory of a run tells from outside, whoever writes it.</summary>
internal sealed class RunFiles(string directory)
{
    private string Log => Path.Combine(directory, "events.jsonl");

    /// <summary>All whole lines so far.</summary>
    public IReadOnlyList<RunEvent> Events()
    {
        if (!File.Exists(Log)) return [];
        using var reader = new StreamReader(new FileStream(Log, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
        var text = reader.ReadToEnd();
        return [.. text[..(text.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(AreadJson.Read<RunEvent>)];
    }

    /// <summary>The process that writes the run: the one with its coordinator.</summary>
    public int CoordinatorProcess()
    {
        var claim = Directory.EnumerateFiles(Path.Combine(directory, "attempts")).Where(file => long.TryParse(Path.GetFileName(file), out _)).Max()!;
        return int.Parse(File.ReadAllText(claim).Split("process ")[1], CultureInfo.InvariantCulture);
    }
}
