using Aread.Data;

namespace Aread.Augmentation;

/// <summary>What the minor domains were given.</summary>
/// <param name="ByDomain">Samples per minor domain, keyed by its index in the data set, with that domain's id; domains that were given none are absent.</param>
/// <param name="Wanted">Samples that the options ask for.</param>
/// <param name="Given">Samples given.</param>
public sealed record AugmentedSamples(IReadOnlyDictionary<int, SampleBlock> ByDomain, int Wanted, int Given)
{
    /// <summary>Says so if there were fewer positives than wanted; null if not.</summary>
    public string? Shortage => Given < Wanted
        ? $"{Wanted:N0} were wanted, but major domains have no more positives on unpopular items."
        : null;
}
