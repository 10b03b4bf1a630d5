using Aread.Training;

namespace Aread.Host.Tests.Cluster;

/// <summary>
/// What a run went through, a word a line: its phases, with the round of a search and the epoch of an evaluation; <c>lost</c> where it lost a part;
/// <c>again</c> where it went on from its latest checkpoint; its outcome. Where an expected trace says <c>...</c>, anything may be: how far a run gets
/// before a loss is noticed depends on the machine.
/// </summary>
internal static class RunTrace
{
    public static IReadOnlyList<string> Of(IReadOnlyList<RunEvent> events)
    {
        var trace = new List<string>();
        foreach (var line in events.Select((happened, i) => Word(happened, i == 0)).OfType<string>()) trace.Add(line);
        return trace;
    }

    public static bool Fits(IReadOnlyList<string> expected, IReadOnlyList<string> trace) => Fits([.. expected], [.. trace]);

    private static bool Fits(ReadOnlySpan<string> expected, ReadOnlySpan<string> trace)
    {
        if (expected.IsEmpty) return trace.IsEmpty;
        if (expected[0] == "...") return Fits(expected[1..], trace) || (!trace.IsEmpty && Fits(expected, trace[1..]));
        return !trace.IsEmpty && expected[0] == trace[0] && Fits(expected[1..], trace[1..]);
    }

    private static string? Word(RunEvent happened, bool isFirst) => happened switch
    {
        RunStarted when !isFirst => "again",
        RunRecovering => "lost",
        PhaseStarted { Phase: RunPhase.MaskSearch } search => $"search {search.Round}",
        PhaseStarted { Phase: RunPhase.Evaluate } evaluate => $"evaluate {evaluate.Epoch}",
        PhaseStarted started => started.Phase switch { RunPhase.WarmUp => "warm-up", RunPhase.MaskedTraining => "train", _ => started.Phase.ToString().ToLowerInvariant() },
        RunEnded ended => ended.Outcome.ToString().ToLowerInvariant(),
        _ => null,
    };
}
