using System.IO.Hashing;
using System.Runtime.InteropServices;
using Aread.Data;
using Aread.Hei;
using Aread.Hemp;
using Aread.Training;
using static TorchSharp.torch;

namespace Aread.Tests.Training;

/// <summary>
/// The whole of training on a small model and random samples: steps with and without masks, dropout, both optimisers, mask searches.
/// Everything follows from the seed, so two runs can be compared bit by bit.
/// </summary>
internal sealed class SmallRun(long seed, int batchSize = 64)
{
    /// <summary>Every so many steps one has no mask.</summary>
    public const int StepsPerMaskless = 5;

    private const int Candidates = 4, TrialBatches = 2;

    private static readonly FeatureLayout Features = new([40, 300, 5, 12], [5, 5], itemField: 1, domainField: 2);
    private static readonly HeiOptions Hei = new() { EmbeddingSize = 8, BottomWidths = [64, 32], ExpertWidths = [32, 16] };

    private readonly AreadModel _model = new(new DenseLayout(ModelShape.Create(Hei, Features)));

    /// <summary>One fingerprint per step, one per search (after every tenth step), and one of all weights and moments at the end.</summary>
    public IReadOnlyList<string> Fingerprints(int steps, CancellationToken cancellationToken = default)
    {
        var options = new TrainingOptions { Seed = seed, LearningRate = 0.01 };
        var dense = new DenseState(_model.Layout, options);
        var table = new EmbeddingTable(0, Features.Rows, Hei.EmbeddingSize, 0.1, options);
        var prints = new List<string>();
        for (var step = 0; step < steps; step++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var batch = Batch("batch", step);
            var rows = RowIndex.Of(Features, batch);
            var mask = step % StepsPerMaskless == 0 ? null : Mask("mask", step);
            var result = TrainingStep.Run(_model, dense.Weights, rows, Gathered(table, rows), batch, mask, RandomStream.SeedOf(seed, "dropout", step), LossKind.Bagging, TestDevice.Here);
            dense.Apply(DenseUpdate.Of([result]));
            table.Apply(result.Rows, result.RowGradients);
            prints.Add($"step {step}: {result.Loss:R} {Print(result.DenseGradient, result.RowGradients, result.BatchStatistics, result.GateMeans)}");
            if (step % 10 == 9) prints.Add(Search(dense, table, step));
        }
        prints.Add($"end: {Print(dense.Weights, dense.Buffers, dense.FirstMoments, dense.SecondMoments, table.Weights, table.FirstMoments, table.SecondMoments)}");
        return prints;
    }

    /// <summary>A search of one domain from the start weights.</summary>
    public HempSearchInput SearchInput(int candidates = Candidates, int trialSteps = TrialBatches)
    {
        var options = new TrainingOptions { Seed = seed };
        return SearchInput(new DenseState(_model.Layout, options), new EmbeddingTable(0, Features.Rows, Hei.EmbeddingSize, 0.1, options), 0, candidates, trialSteps);
    }

    public IReadOnlyList<MaskTrial> Search(HempSearchInput input) => HempSearch.Run(_model, input, TestDevice.Here);

    private string Search(DenseState dense, EmbeddingTable table, int step)
    {
        var trials = Search(SearchInput(dense, table, step, Candidates, TrialBatches));
        return $"search {step}: {string.Join(" ", trials.Select(trial => $"{trial.Score:R} {trial.Mask.ToBits()}"))}";
    }

    private HempSearchInput SearchInput(DenseState dense, EmbeddingTable table, int step, int candidates, int trialSteps)
    {
        SampleBlock[] batches = [.. Enumerable.Range(0, trialSteps + TrialBatches).Select(i => Batch("trial-batch", step, i))];
        var rows = RowIndex.Of(Features, batches);
        return new HempSearchInput(
            dense.Weights,
            rows,
            Gathered(table, rows),
            batches[..trialSteps],
            batches[trialSteps..],
            [.. Enumerable.Range(0, candidates).Select(z => Mask("candidate", step, z))],
            AdamRule.Of(new TrainingOptions { LearningRate = 0.01 }),
            L2: 1e-5,
            PruneRate: 0.05,
            MinimalSparsity: 0.1,
            [.. Enumerable.Range(0, trialSteps).Select(i => RandomStream.SeedOf(seed, "trial-dropout", step, i))],
            MoveEveryRow: false);
    }

    private SampleBlock Batch(string purpose, params ReadOnlySpan<long> name)
    {
        var stream = new RandomStream(seed, purpose, name);
        var domain = stream.Next(Features.VocabularySizes[Features.DomainField]);
        var ids = new int[batchSize * Features.Columns];
        for (var i = 0; i < ids.Length; i++)
        {
            var field = Math.Min(i % Features.Columns, Features.Fields);
            ids[i] = field == Features.DomainField ? domain : stream.Next(Features.VocabularySizes[field == Features.Fields ? 1 : field]);
        }
        var labels = new byte[batchSize];
        foreach (ref var label in labels.AsSpan()) label = (byte)stream.Next(2);
        return new SampleBlock(Features.Columns, ids, labels);
    }

    private ExpertMask Mask(string purpose, params ReadOnlySpan<long> name)
    {
        var stream = new RandomStream(seed, purpose, name);
        var shape = _model.Layout.Shape.Experts;
        while (true)
        {
            var kept = new bool[shape.Edges];
            foreach (ref var edge in kept.AsSpan()) edge = stream.NextDouble() < 0.7;
            var mask = new ExpertMask(shape, kept).Validate();
            if (mask.HasOutput) return mask;
        }
    }

    private static float[] Gathered(EmbeddingTable table, RowIndex rows)
    {
        var vectors = new float[rows.Rows.Length * table.Size];
        table.Gather(rows.Rows, vectors);
        return vectors;
    }

    private static string Print(params ReadOnlySpan<float[]> arrays)
    {
        var hash = new XxHash128();
        foreach (var array in arrays) hash.Append(MemoryMarshal.AsBytes<float>(array));
        return Convert.ToHexString(hash.GetCurrentHash());
    }
}
