namespace Aread.Benchmarks.Silos;

/// <summary>What a silo has done since it started, or between two readings.</summary>
/// <param name="Steps">Zero but in the coordinator's silo.</param>
/// <param name="Lanes">Seconds in which a lane computed.</param>
/// <param name="LaneProcessorSeconds">Processor time of all lanes.</param>
/// <param name="Calls">Calls made by grains here, by kind of grain and method.</param>
/// <param name="ProcessorSeconds">Of the whole process.</param>
/// <param name="HeapBytes">Managed memory now, after a full collection if one was asked for.</param>
/// <param name="ResidentBytes">Now.</param>
/// <param name="Grains">Grains of runs that began here.</param>
internal sealed record SiloReading(
    StepParts Steps, Use Lanes, double LaneProcessorSeconds, IReadOnlyDictionary<string, Use> Calls, double ProcessorSeconds, long HeapBytes, long ResidentBytes, IReadOnlyList<string> Grains)
{
    public SiloReading Since(SiloReading earlier) => this with
    {
        Steps = Steps.Since(earlier.Steps),
        Lanes = Lanes.Since(earlier.Lanes),
        LaneProcessorSeconds = LaneProcessorSeconds - earlier.LaneProcessorSeconds,
        Calls = Calls.ToDictionary(call => call.Key, call => call.Value.Since(earlier.Calls.GetValueOrDefault(call.Key))),
        ProcessorSeconds = ProcessorSeconds - earlier.ProcessorSeconds,
    };

    public double CallSeconds(params string[] calls) => calls.Sum(call => Calls.GetValueOrDefault(call).Seconds);
}
