using Aread.Host.Masks;

namespace Aread.Host.Api;

/// <summary>An expert, and the domains whose masks keep it.</summary>
/// <param name="Level">From 1.</param>
/// <param name="Expert">From 1, in its level.</param>
/// <param name="Share">Of the domains that have a mask.</param>
/// <param name="TrainSamples">Of those domains together.</param>
/// <param name="Domains">The largest first.</param>
internal sealed record ExpertUse(int Level, int Expert, double Share, long TrainSamples, IReadOnlyList<string> Domains)
{
    public static IReadOnlyList<ExpertUse> AllOf(DomainMasks masks)
    {
        var searched = masks.Domains.Select(domain => (domain.Domain, domain.TrainSamples, Mask: masks.MaskOf(domain))).Where(domain => domain.Mask is not null).ToArray();
        return
        [
            .. from level in Enumerable.Range(0, masks.Shape.ExpertLevels)
               from expert in Enumerable.Range(0, masks.Shape.Experts(level))
               let served = searched.Where(domain => domain.Mask!.IsActive(level, expert)).ToArray()
               select new ExpertUse(level + 1, expert + 1, searched.Length == 0 ? 0 : (double)served.Length / searched.Length, served.Sum(domain => domain.TrainSamples), [.. served.Select(domain => domain.Domain)]),
        ];
    }
}
