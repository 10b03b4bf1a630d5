namespace Aread.Host.Tests.Cluster;

/// <summary>The files that one member of a cluster is given.</summary>
internal sealed record TestCertificate(string? Certificate, string? Key, string? Authority, string? Password);
