using Aread.Data;

namespace Aread.Baselines;

/// <summary>Samples of any domains, those of a domain together.</summary>
/// <param name="Groups">In the order of the samples; without gaps.</param>
public sealed record MixedBatch(SampleBlock Samples, IReadOnlyList<DomainGroup> Groups)
{
    /// <summary>Samples of one domain.</summary>
    public static MixedBatch Of(int domain, SampleBlock samples) => new(samples, [new DomainGroup(domain, 0, samples.Count)]);
}
