namespace Aread.Distributed.Runs;

/// <summary>The contents of <c>run.json</c>: what a run was begun with, beside its options. A directory with this file is a run.</summary>
/// <param name="Dataset">Directory of its data set.</param>
/// <param name="Seed">As in its options.</param>
/// <param name="Created">UTC.</param>
public sealed record RunDescription(string Dataset, long Seed, DateTimeOffset Created);
