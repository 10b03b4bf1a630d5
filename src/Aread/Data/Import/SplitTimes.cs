namespace Aread.Data.Import;

/// <summary>When the samples of a split happened.</summary>
public sealed record SplitTimes(Split Split, DateTimeOffset First, DateTimeOffset Last);
