using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Aread.Distributed.Hosting;

/// <summary>The meter and the source of activities of this library.</summary>
public static class DistributedTelemetry
{
    /// <summary>Of both.</summary>
    public const string Name = "Aread.Distributed";

    internal static Meter Meter { get; } = new(Name);

    internal static ActivitySource Source { get; } = new(Name);
}
