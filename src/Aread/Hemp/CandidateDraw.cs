namespace Aread.Hemp;

/// <summary>How one candidate mask came about.</summary>
/// <param name="Threshold">Gate mean that the top edges reach; null if no gate has a value.</param>
/// <param name="Top">Inner edges at or over the threshold; no source or output edges.</param>
/// <param name="Flipped">Whether flips were xor-ed (a dense start) rather than or-ed in (a sparse one).</param>
/// <param name="Result">The candidate, validated.</param>
/// <param name="Accepted">Whether it has an output and is not the mask it started from.</param>
public sealed record CandidateDraw(double? Threshold, ExpertMask Top, bool Flipped, ExpertMask Result, bool Accepted);
