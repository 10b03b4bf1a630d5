namespace Aread.Host.Api;

/// <summary>Something that befell a run.</summary>
/// <param name="Kind"><c>recovery</c>: it went on from a checkpoint; <c>resume</c>: somebody asked it to go on; <c>failure</c>: it ended so.</param>
internal sealed record RunIncident(DateTimeOffset Time, long Step, string Kind, string? Reason);
