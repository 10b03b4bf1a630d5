namespace Aread.Distributed.Hosting;

/// <summary>Where a cluster keeps the list of its silos and the state of its runs.</summary>
public enum ClusterProvider
{
    /// <summary>A SQLite file: silos of one machine, with nothing to install.</summary>
    Localhost,

    Redis,

    PostgreSQL,
}
