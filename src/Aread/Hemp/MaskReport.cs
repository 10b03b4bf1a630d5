using System.Text.Json.Serialization;

namespace Aread.Hemp;

/// <summary>The contents of <c>masks.json</c>: every domain's mask, how it was found, and its history.</summary>
/// <param name="Experts">n_0..n_{L-1}.</param>
public sealed record MaskReport(IReadOnlyList<int> Experts, IReadOnlyList<DomainMaskReport> Domains);

/// <param name="Domain">Name.</param>
/// <param name="TrainSamples">The domain's own.</param>
/// <param name="AugmentedSamples">Given by augmentation.</param>
/// <param name="Mask">Kept edges as 0/1, one string per edge level, row-major; null while the domain has none.</param>
/// <param name="GateMeans">Mean gate value per edge since the last search, in the same order and grouping; null if none were recorded.</param>
/// <param name="History">Searches, oldest first.</param>
public sealed record DomainMaskReport(
    string Domain,
    long TrainSamples,
    long AugmentedSamples,
    IReadOnlyList<string>? Mask,
    IReadOnlyList<IReadOnlyList<double>>? GateMeans,
    IReadOnlyList<MaskSearchReport> History);

/// <summary>One search of one domain.</summary>
/// <param name="Round">r = 1, 2, ...</param>
/// <param name="Step">Training steps committed before it.</param>
/// <param name="Winner">Index of the chosen candidate.</param>
public sealed record MaskSearchReport(int Round, long Step, int Winner, IReadOnlyList<MaskCandidateReport> Candidates)
{
    /// <summary>Edges of the mask that was chosen.</summary>
    [JsonIgnore]
    public int Edges => Candidates[Winner].Mask.Sum(level => level.Count(edge => edge == '1'));

    /// <summary>Candidates that were dropped before the scoring.</summary>
    [JsonIgnore]
    public int Dropped => Candidates.Count(candidate => candidate.DroppedAfter is not null);

    /// <summary>Keeps how all fared and the winner's mask: what is left of a search once there was another, so that a history stays small.</summary>
    public MaskSearchReport WithoutLosers() => this with
    {
        Candidates = [.. Candidates.Select((candidate, index) => candidate with { Start = [], Mask = index == Winner ? candidate.Mask : [] })],
    };
}

/// <param name="Score">Mean loss of the averaged prediction (paper Algorithm 1); smaller is better. Null if the candidate was dropped before the scoring.</param>
/// <param name="Start">The candidate as drawn; empty in searches but the last.</param>
/// <param name="Mask">The candidate after pruning; empty for those that lost in searches but the last.</param>
/// <param name="DroppedAfter">Trial steps after which it was dropped; null, and not written, if it was scored.</param>
public sealed record MaskCandidateReport(
    double? Score,
    IReadOnlyList<string> Start,
    IReadOnlyList<string> Mask,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? DroppedAfter = null);
