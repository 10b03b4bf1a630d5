namespace Aread.Training;

/// <summary>What the batches of the systems that AREAD is compared with are made of.</summary>
public enum BaselineBatches
{
    /// <summary>Samples of all domains, shuffled.</summary>
    Mixed,

    /// <summary>Samples of one domain each, in shuffled order, as AREAD's own.</summary>
    PerDomain,
}
