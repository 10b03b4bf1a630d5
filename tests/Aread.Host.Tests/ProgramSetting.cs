using Aread.Host.Quickstart;

namespace Aread.Host.Tests;

/// <summary>What is around a <see cref="ProgramRun"/>.</summary>
internal sealed record ProgramSetting
{
    public IReadOnlyDictionary<string, string> Variables { get; init; } = new Dictionary<string, string>();

    public IReadOnlyList<string> Files { get; init; } = [];

    public Func<long, QuickstartPlan> QuickstartPlan { get; init; } = Host.Quickstart.QuickstartPlan.Standard;

    public int Width { get; init; } = 100;

    public bool IsTerminal { get; init; }
}
