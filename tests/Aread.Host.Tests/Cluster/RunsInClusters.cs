namespace Aread.Host.Tests.Cluster;

/// <summary>Tests that start whole clusters, one after another when all others are done: silos that get no processor seem dead.</summary>
[CollectionDefinition(nameof(RunsInClusters), DisableParallelization = true)]
public sealed class RunsInClusters;
