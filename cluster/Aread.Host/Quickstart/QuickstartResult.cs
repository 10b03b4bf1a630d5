using Aread.Data.Synthesis;
using Aread.Evaluation;

namespace Aread.Host.Quickstart;

/// <summary>What a quickstart found: the document of its <c>--json</c>.</summary>
/// <param name="Base">Test scores of the base recommender.</param>
/// <param name="Aread">Test scores of AREAD, trained with the same options on the same data.</param>
/// <param name="Oracle">Test scores of the true probabilities.</param>
/// <param name="Overlap">What the masks have in common, by the planted relation of their domains.</param>
internal sealed record QuickstartResult(
    EvaluationReport Base,
    EvaluationReport Aread,
    PlantedOracle Oracle,
    IReadOnlyList<ClusterOverlap> Overlap,
    string Data,
    string Runs,
    string Report);
