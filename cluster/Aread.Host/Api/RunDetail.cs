using Aread.Distributed.Runs;

namespace Aread.Host.Api;

/// <summary>All about a run but its domains.</summary>
internal sealed record RunDetail(RunSummary Summary, RunDescription Description, AreadOptions Options, RunProgress Progress);
