using Aread.Training;

namespace Aread.Host.Api;

/// <summary>Some of a run's events, in order.</summary>
/// <param name="From">Number of the first.</param>
/// <param name="Next">Where the next page begins.</param>
/// <param name="IsLast">No more are written yet.</param>
internal sealed record EventPage(long From, long Next, bool IsLast, IReadOnlyList<RunEvent> Events);
