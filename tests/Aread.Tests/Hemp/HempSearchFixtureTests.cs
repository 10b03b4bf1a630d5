using System.Text.Json;
using Aread.Hei;
using Aread.Hemp;
using Aread.Tests.Fixtures;
using Aread.Training;
using static TorchSharp.torch;

namespace Aread.Tests.Hemp;

/// <summary>Whole searches against an independent float64 implementation: losses of every trial step, masks after every pruning, scores, winner.</summary>
public sealed class HempSearchFixtureTests
{
    public static TheoryData<string> Files => [.. FixtureFiles.Keys("hemp_trace_")];

    [Theory]
    [MemberData(nameof(Files))]
    public void Stacked_trials_follow_the_trace(string file)
    {
        var (fixture, input) = Input(file);
        Check(fixture, file, HempSearch.Run(new AreadModel(fixture.Layout), input, TestDevice.Here, TestContext.Current.CancellationToken));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Trials_run_one_by_one_follow_the_trace(string file)
    {
        var (fixture, input) = Input(file);
        var trials = input.Candidates
            .Select(candidate => HempSearch.Run(new AreadModel(fixture.Layout), input with { Candidates = [candidate] }, TestDevice.Here, TestContext.Current.CancellationToken)[0]);
        Check(fixture, file, [.. trials]);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void A_search_leaves_the_weights_as_they_were(string file)
    {
        var (fixture, input) = Input(file);
        var (weights, vectors) = ((float[])input.Weights.Clone(), (float[])input.Vectors.Clone());
        HempSearch.Run(new AreadModel(fixture.Layout), input, TestDevice.Here, TestContext.Current.CancellationToken);
        Assert.Equal(weights, input.Weights);
        Assert.Equal(vectors, input.Vectors);
    }

    private static void Check(ModelFixture fixture, string file, IReadOnlyList<MaskTrial> trials)
    {
        var root = fixture.File;
        var tolerance = root.Double("loss_tolerance");
        var candidates = root.GetProperty("candidates").EnumerateArray().ToArray();
        Assert.Equal(candidates.Length, trials.Count);
        for (var z = 0; z < candidates.Length; z++)
        {
            var steps = candidates[z].GetProperty("steps").EnumerateArray().ToArray();
            for (var step = 0; step < steps.Length; step++)
            {
                Assert.Equal(steps[step].Double("data_loss"), trials[z].Losses[step], tolerance);
                Assert.Equal(steps[step].Mask("mask_after", fixture.Shape.Experts).ToBits(), trials[z].Steps[step].ToBits());
                Assert.Equal(steps[step].GetProperty("edges").GetInt32(), trials[z].Steps[step].Edges);
            }
            var scoring = candidates[z].GetProperty("eval").EnumerateArray().ToArray();
            for (var batch = 0; batch < scoring.Length; batch++)
            {
                Assert.Equal(scoring[batch].Double("mean_loss"), trials[z].ScoringLosses[batch], tolerance);
                Assert.Equal(scoring[batch].Double("l2"), trials[z].Penalty!.Value, tolerance);
            }
            Assert.Equal(candidates[z].Double("score"), trials[z].Score!.Value, tolerance);
        }
        Assert.Equal(root.GetProperty("selected").GetInt32(), HempSearch.Winner(trials));
        Assert.NotEmpty(file);
    }

    private static (ModelFixture Fixture, HempSearchInput Input) Input(string file)
    {
        var root = FixtureFiles.Open(file);
        var fixture = new ModelFixture(root, Config(file, root));
        var training = root.GetProperty("train_batches").EnumerateArray().Select(ModelFixture.Batch).ToArray();
        var scoring = root.GetProperty("eval_batches").EnumerateArray().Select(ModelFixture.Batch).ToArray();
        var size = fixture.Shape.EmbeddingSize;
        var all = Enumerable.Range(0, fixture.Embedding.Length / size).ToArray();
        var positions = training.Concat(scoring)
            .SelectMany(batch => batch.Ids.Select((id, i) => fixture.Shape.Features.Row(i % batch.Columns, id))).ToArray();
        var betas = root.Doubles("betas");
        return (fixture, new HempSearchInput(
            fixture.Weights,
            new RowIndex(all, positions),
            fixture.Embedding,
            training,
            scoring,
            [.. root.GetProperty("candidates").EnumerateArray().Select(candidate => candidate.Mask("mask", fixture.Shape.Experts))],
            new AdamRule(root.Double("fast_lr"), betas[0], betas[1], root.Double("adam_eps"), root.Double("weight_decay")),
            fixture.L2,
            root.Double("prune_rate"),
            MinimalSparsity: 0,
            DropoutSeeds: null,
            MoveEveryRow: true));
    }

    /// <summary>A trace's config is that of the model file it names, beside it.</summary>
    private static JsonElement Config(string file, JsonElement root)
    {
        var model = root.GetProperty("model").GetString() + ".json";
        var key = Path.GetDirectoryName(file) is { Length: > 0 } folder ? Path.Combine(folder, model) : model;
        return FixtureFiles.Open(key).GetProperty("config");
    }
}
