using Aread.Evaluation;
using Aread.Hemp;

namespace Aread.Host.Report;

/// <summary>All that is known of a domain, from masks and metrics.</summary>
/// <param name="Found">Its part of <c>masks.json</c>.</param>
/// <param name="Mask">The mask in it, read.</param>
/// <param name="Scores">On the split the report shows.</param>
/// <param name="Base">Of the run compared with, on the same split.</param>
internal sealed record DomainRow(string Name, DomainMaskReport? Found, ExpertMask? Mask, DomainMetrics? Scores, DomainMetrics? Base);
