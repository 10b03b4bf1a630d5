namespace Aread.Host.Tests.Dashboard;

/// <summary>Tests of pages, which share one server and one browser.</summary>
[CollectionDefinition(nameof(RunsInBrowser))]
public sealed class RunsInBrowser : ICollectionFixture<DashboardSite>;
