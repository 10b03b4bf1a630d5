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
    /// <returns>One trial per candidate, in order; at least one is scored.</returns>
    public static IReadOnlyList<MaskTrial> Run(AreadModel model, HempSearchInput input, Device device, CancellationToken cancellationToken = default)
    {
        using var scope = NewDisposeScope();
        var weights = new TrialWeights(model.Layout, input.Weights, input.Vectors, input.Candidates.Count, input.Rule, input.L2, device);
        CandidateTrial[] all = [.. input.Candidates.Select(candidate => new CandidateTrial(candidate))];
        var trials = all;
        var rungs = input.Halving ? SuccessiveHalving.Rungs(input.TrainingBatches.Count, all.Length).ToDictionary(rung => rung.Step, rung => rung.Survivors) : [];
        var batches = TrialBatch.Create(input.Rows, [.. input.TrainingBatches, .. input.ScoringBatches], input.MoveEveryRow);

        for (var step = 0; step < input.TrainingBatches.Count; step++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            TrainStep(model, weights, batches[step], trials, input, step, device);
            if (!rungs.TryGetValue(step + 1, out var survivors)) continue;
            var kept = SuccessiveHalving.Best([.. trials.Select(trial => trial.MeanLoss)], survivors);
            weights.Keep(kept);
            trials = [.. kept.Select(z => trials[z])];
        }

        var shares = MaskTensors.Create(Masks(trials), device);
        var scoring = new List<double[]>();
        foreach (var batch in batches.Skip(input.TrainingBatches.Count))
        {
            cancellationToken.ThrowIfCancellationRequested();
            scoring.Add(Score(model, weights, batch, shares, device));
        }

        var penalty = weights.Penalty();
        var scored = trials.Select((trial, z) => (trial, Result: trial.Scored([.. scoring.Select(batch => batch[z])], penalty[z]))).ToDictionary();
        return [.. all.Select(trial => scored.GetValueOrDefault(trial) ?? trial.Dropped())];
    }

    /// <summary>Index of the smallest score, the first of equals. A trial that diverged wins only if all did, one that was dropped never.</summary>
    public static int Winner(IReadOnlyList<MaskTrial> trials)
    {
        int? winner = null;
        var best = double.NaN;
        for (var z = 0; z < trials.Count; z++)
        {
            if (trials[z].Score is not { } score || (winner is not null && !(score < best || (double.IsNaN(best) && !double.IsNaN(score))))) continue;
            (winner, best) = (z, score);
        }
        return winner ?? throw new ArgumentException("No trial was scored.", nameof(trials));
    }

    private static void TrainStep(AreadModel model, TrialWeights weights, TrialBatch batch, CandidateTrial[] trials, HempSearchInput input, int step, Device device)
    {
        using var scope = NewDisposeScope();
        var masks = Masks(trials);
        var rows_V = HostMemory.ToTensor<long>(batch.Rows, [batch.Rows.Length], device);
        var leaf_VZE = weights.RowLeaf(rows_V);
        var vectors_RBCE = TrialWeights.Spread(leaf_VZE, HostMemory.ToTensor<long>(batch.RowPositions, [batch.RowPositions.Length], device), batch.Samples.Count, batch.Samples.Columns);
        var maskTensors = MaskTensors.Create(masks, device);
        var dropout = input.DropoutSeeds is { } seeds ? NamedRandom.Stream(seeds[step], device) : null;

        var pass = model.Forward(weights.Dense, vectors_RBCE, SingleDomain(model, batch), maskTensors, new ForwardMode(null, dropout));
        var loss_Z = Losses.Bagging(pass.Logits_RTB, Labels(batch, device), maskTensors.OutputShare_RT);
        var gradients = autograd.grad([loss_Z.sum()], [.. weights.Dense.All, leaf_VZE], allow_unused: true);
        weights.Step(gradients, [.. masks.Select(mask => model.Layout.TouchedSlices(mask, batch.Samples.Count))], batch.Rows, rows_V, leaf_VZE);
        Prune(masks, pass, input);
        var losses = loss_Z.ToArray();
        for (var z = 0; z < trials.Length; z++) trials[z].Add(losses[z], masks[z]);
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

    private static ExpertMask[] Masks(CandidateTrial[] trials) => Array.ConvertAll(trials, trial => trial.Mask);

    private static bool SingleDomain(AreadModel model, TrialBatch batch) => TrainingStep.IsSingleDomain(batch.Samples, model.Layout.Shape.Features);

    private static Tensor Labels(TrialBatch batch, Device device) =>
        HostMemory.ToTensor<float>(Array.ConvertAll(batch.Samples.Labels, label => (float)label), [batch.Samples.Count], device);
}
