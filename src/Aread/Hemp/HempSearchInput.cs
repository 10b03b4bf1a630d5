using Aread.Data;
using Aread.Training;

namespace Aread.Hemp;

/// <summary>All that a search of one domain needs. Plain arrays: it may cross threads.</summary>
/// <param name="Weights">[Layout.Length], where every candidate starts.</param>
/// <param name="Rows">Rows of the training batches, then of the scoring batches.</param>
/// <param name="Vectors">[U, E], their vectors.</param>
/// <param name="TrainingBatches">One per trial step; the domain's augmented training data.</param>
/// <param name="ScoringBatches">The domain's own training data; at least one.</param>
/// <param name="Candidates">Z masks.</param>
/// <param name="Rule">Adam with the updating rate.</param>
/// <param name="L2">Weight of the penalty.</param>
/// <param name="PruneRate">Share of the remaining edges pruned after each step.</param>
/// <param name="MinimalSparsity">Share of kept edges at which pruning stops.</param>
/// <param name="DropoutSeeds">One per trial step; null: no dropout.</param>
/// <param name="MoveEveryRow">Every step moves all gathered rows, as the published dense updates do.</param>
/// <param name="Halving">The worse half of the candidates is dropped again and again; see <see cref="SuccessiveHalving"/>.</param>
public sealed record HempSearchInput(
    float[] Weights,
    RowIndex Rows,
    float[] Vectors,
    IReadOnlyList<SampleBlock> TrainingBatches,
    IReadOnlyList<SampleBlock> ScoringBatches,
    IReadOnlyList<ExpertMask> Candidates,
    AdamRule Rule,
    double L2,
    double PruneRate,
    double MinimalSparsity,
    IReadOnlyList<long>? DropoutSeeds,
    bool MoveEveryRow,
    bool Halving = false);
