namespace Aread.Tests;

/// <summary>Tests that look at the whole process, and so run one after another when all others are done.</summary>
[CollectionDefinition(nameof(RunsAlone), DisableParallelization = true)]
public sealed class RunsAlone;
