namespace Aread.Data.Import;

/// <summary>What happens to domains with fewer train samples than <see cref="CsvSchema.MinDomainSamples"/>.</summary>
public enum SmallDomains
{
    /// <summary>The import fails and names them.</summary>
    Error,

    /// <summary>They become one domain, <see cref="CsvSchema.PooledDomain"/>.</summary>
    Pool,

    /// <summary>Their rows are left out and counted.</summary>
    Drop,
}
