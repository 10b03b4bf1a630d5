using Orleans.Runtime;

namespace Aread.Distributed.Grains;

/// <summary>Silos that were asked to serve a run refused to.</summary>
/// <param name="refusals">Why, by silo.</param>
internal sealed class UnfitSilosException(IReadOnlyDictionary<SiloAddress, string> refusals) : Exception(string.Join(' ', refusals.Values.Distinct()))
{
    public IEnumerable<SiloAddress> Silos => refusals.Keys;
}
