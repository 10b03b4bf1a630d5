using Aread.Data;
using Aread.Hei;
using Aread.Tensors;
using Aread.Training;
using static TorchSharp.torch;

namespace Aread.Hemp;

/// <summary>
/// Trials of all candidate masks of a domain, side by side: train a few steps from the same weights, prune after each, score.
/// (paper Algorithm 1) A pure function of its input; the weights it is given are not changed.
/// </summary>
public static class HempSearch
{
    /// <param name="rows">Rows of all batches: training batches first, then scoring batches.</param>
    /// <param name="input">What to search with.</param>
    /// <param name="device">Where to compute.</param>
    /// <returns>One trial per candidate, in order.</returns>
    public static IReadOnlyList<MaskTrial> Run(AreadModel model, HempSearchInput input, Device device, CancellationToken cancellationToken = default)
    {
        using var scope = NewDisposeScope();
        var weights = new TrialWeights(model.Layout, input.Weights, input.Vectors, input.Candidates.Count, input.Rule, input.L2, device);
        var masks = input.Candidates.ToArray();
        var losses = new List<double[]>();
        var steps = new List<ExpertMask[]>();
        var batches = TrialBatch.Create(input.Rows, [.. input.TrainingBatches, .. input.ScoringBatches], input.MoveEveryRow);

        for (var step = 0; step < input.TrainingBatches.Count; step++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            losses.Add(TrainStep(model, weights, batches[step], masks, input, step, device));
            steps.Add([.. masks]);
        }

        var shares = MaskTensors.Create(masks, device);
        var scoring = new List<double[]>();
        foreach (var batch in batches.Skip(input.TrainingBatches.Count))
        {
            cancellationToken.ThrowIfCancellationRequested();
            scoring.Add(Score(model, weights, batch, shares, device));
        }

        var penalty = weights.Penalty();
        return [.. masks.Select((mask, z) => new MaskTrial(
            input.Candidates[z],
            mask,
            scoring.Average(batch => batch[z]) + penalty[z],
            [.. losses.Select(step => step[z])],
            [.. scoring.Select(batch => batch[z])],
            penalty[z],
            [.. steps.Select(step => step[z])]))];
    }

    /// <summary>Index of the smallest score, the first of equals. A trial that diverged wins only if all did.</summary>
    public static int Winner(IReadOnlyList<MaskTrial> trials)
    {
        var winner = 0;
        for (var z = 1; z < trials.Count; z++)
            if (trials[z].Score < trials[winner].Score || (double.IsNaN(trials[winner].Score) && !double.IsNaN(trials[z].Score))) winner = z;
        return winner;
    }

    private static double[] TrainStep(AreadModel model, TrialWeights weights, TrialBatch batch, ExpertMask[] masks, HempSearchInput input, int step, Device device)
    {
        using var scope = NewDisposeScope();
        var rows_V = HostMemory.ToTensor<long>(batch.Rows, [batch.Rows.Length], device);
        var leaf_VZE = weights.RowLeaf(rows_V);
        var vectors_RBCE = TrialWeights.Spread(leaf_VZE, HostMemory.ToTensor<long>(batch.RowPositions, [batch.RowPositions.Length], device), batch.Samples.Count, batch.Samples.Columns);
        var maskTensors = MaskTensors.Create(masks, device);
        using var dropout = input.DropoutSeeds is { } seeds ? NamedRandom.Stream(seeds[step], device) : null;

        var pass = model.Forward(weights.Dense, vectors_RBCE, SingleDomain(model, batch), maskTensors, new ForwardMode(null, dropout));
        var loss_Z = Losses.Bagging(pass.Logits_RTB, Labels(batch, device), maskTensors.OutputShare_RT);
        var gradients = autograd.grad([loss_Z.sum()], [.. weights.Dense.All, leaf_VZE], allow_unused: true);
        weights.Step(gradients, [.. masks.Select(mask => model.Layout.TouchedSlices(mask, batch.Samples.Count))], batch.Rows, rows_V, leaf_VZE);
        Prune(masks, pass, input);
        return Array.ConvertAll(loss_Z.ToArray(), loss => (double)loss);
    }

    private static double[] Score(AreadModel model, TrialWeights weights, TrialBatch batch, MaskTensors masks, Device device)
    {
        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        var vectors_RBCE = weights.Spread(HostMemory.ToTensor<long>(batch.Positions, [batch.Positions.Length], device), batch.Samples.Count, batch.Samples.Columns);
        var pass = model.Forward(weights.Dense, vectors_RBCE, SingleDomain(model, batch), masks, ForwardMode.BatchStatistics);
        return Array.ConvertAll(Losses.OfMean(pass.Logits_RTB, Labels(batch, device), masks.OutputShare_RT).ToArray(), loss => (double)loss);
    }

    private static void Prune(ExpertMask[] masks, ForwardPass pass, HempSearchInput input)
    {
        var shape = masks[0].Shape;
        var gates = new float[masks.Length][];
        for (var z = 0; z < masks.Length; z++) gates[z] = new float[shape.Edges];
        for (var level = 1; level < shape.ExpertLevels; level++)
        {
            var values = pass.GateMeans_RTS[level - 1].transpose(1, 2).ToArray();
            var count = values.Length / masks.Length;
            for (var z = 0; z < masks.Length; z++) values.AsSpan(z * count, count).CopyTo(gates[z].AsSpan(shape.LevelRange(level)));
        }
        for (var z = 0; z < masks.Length; z++) masks[z] = MaskPruning.Prune(masks[z], gates[z], input.PruneRate, input.MinimalSparsity).Mask;
    }

    private static bool SingleDomain(AreadModel model, TrialBatch batch) => TrainingStep.IsSingleDomain(batch.Samples, model.Layout.Shape.Features);

    private static Tensor Labels(TrialBatch batch, Device device) =>
        HostMemory.ToTensor<float>(Array.ConvertAll(batch.Samples.Labels, label => (float)label), [batch.Samples.Count], device);
}
