using Aread.Distributed.Hosting;
using Aread.Host.Quickstart;
using Microsoft.Extensions.Logging;
using Spectre.Console;

namespace Aread.Host;

/// <summary>What the program touches of the world around it, so that a test can be that world.</summary>
internal sealed record ProgramEnvironment
{
    /// <summary>Standard output, for people.</summary>
    public required IAnsiConsole Console { get; init; }

    /// <summary>Standard error, for people.</summary>
    public required IAnsiConsole Errors { get; init; }

    /// <summary>Standard output, for JSON and help.</summary>
    public required TextWriter Output { get; init; }

    public required IReadOnlyDictionary<string, string> Variables { get; init; }

    /// <summary>Settings files, the weaker first. They need not be there.</summary>
    public required IReadOnlyList<string> SettingsFiles { get; init; }

    public required ProgramLog Log { get; init; }

    /// <summary>What a quickstart makes and trains, by seed.</summary>
    public Func<long, QuickstartPlan> QuickstartPlan { get; init; } = Quickstart.QuickstartPlan.Standard;

    public required Func<ILoggerFactory, IAreadEngine> CreateEngine { get; init; }

    /// <summary>A client of a cluster.</summary>
    public required Func<ILoggerFactory, ClusterOptions, IClusterEngine> Connect { get; init; }
}
