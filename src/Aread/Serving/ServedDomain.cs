namespace Aread.Serving;

/// <summary>A domain that samples can be scored for.</summary>
/// <param name="Id">In the domain field.</param>
/// <param name="Pooled">Other domains whose samples are this one's.</param>
/// <param name="Mask">An edge is 1 where it is kept: a text for each level, by the lower expert, then the upper. Null: all experts, without group embedding.</param>
public sealed record ServedDomain(string Name, int Id, long TrainSamples, IReadOnlyList<string> Pooled, IReadOnlyList<string>? Mask);
