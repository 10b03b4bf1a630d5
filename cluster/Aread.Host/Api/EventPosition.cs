using System.Globalization;
using Aread.Distributed.Runs;

namespace Aread.Host.Api;

/// <summary>A place among a run's events, which a client can come back to. A run that replaced another of its name has places of its own.</summary>
/// <param name="Run">When the run was created, in milliseconds.</param>
/// <param name="Next">Number of the event that comes next.</param>
internal readonly record struct EventPosition(long Run, long Next)
{
    public static EventPosition StartOf(RunDirectory run) => new(run.Description.Created.ToUnixTimeMilliseconds(), 0);

    /// <summary>The place that a client names; the start if it names none of this run.</summary>
    public static EventPosition Parse(string? text, RunDirectory run)
    {
        var start = StartOf(run);
        if (text?.Split('-') is not [var created, var next]) return start;
        return long.TryParse(created, NumberStyles.None, CultureInfo.InvariantCulture, out var of) && of == start.Run
            && long.TryParse(next, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? start with { Next = number } : start;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Run}-{Next}");
}
