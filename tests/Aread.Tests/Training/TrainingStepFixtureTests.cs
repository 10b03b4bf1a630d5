using System.Text.Json;
using Aread.Hei;
using Aread.Tests.Fixtures;
using Aread.Training;
using static TorchSharp.torch;

namespace Aread.Tests.Training;

/// <summary>Gradients, running statistics and the Adam step of a batch against an independent float64 implementation.</summary>
public sealed class TrainingStepFixtureTests
{
    public static TheoryData<string, int> Cases
    {
        get
        {
            var training = new TheoryData<string, int>();
            foreach (var row in ModelFixture.Cases())
                if (FixtureFiles.Case(row.Data.Item1, "cases", row.Data.Item2).GetProperty("train").GetBoolean()) training.Add(row.Data.Item1, row.Data.Item2);
            return training;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Gradients_are_those_of_the_oracle(string file, int index)
    {
        var (fixture, expected, step) = Run(file, index);
        Assert.Equal(expected.Double("data_loss"), step.Loss, 1e-5);
        var penalty = DenseState.Penalty(fixture.Layout, fixture.Weights, fixture.L2) + fixture.L2 * fixture.Embedding.Sum(value => (double)value * value);
        Assert.Equal(expected.Double("l2"), penalty, 1e-5);

        var untouched = expected.GetProperty("no_grad").Deserialize<string[]>()!;
        foreach (var (name, (start, length)) in fixture.Parameters)
        {
            var touched = step.TouchedSlices[fixture.SliceOf(name)];
            Assert.True(touched != untouched.Contains(name), $"{name} {(touched ? "moves" : "stands still")}.");
            if (!touched) continue;
            var gradient = FixtureTensor.Read(expected.GetProperty("grads").GetProperty(name)).Data;
            var penalised = fixture.Layout.Parameters.Last(parameter => parameter.Offset <= start).Penalised;
            var actual = new float[length];
            for (var i = 0; i < length; i++)
                actual[i] = step.DenseGradient[start + i] + (penalised ? (float)(2 * fixture.L2 * fixture.Weights[start + i]) : 0);
            Close.All($"gradient of {name}", gradient, actual, 1e-5, 1e-4);
        }
        Close.All("gradient of embedding", FixtureTensor.Read(expected.GetProperty("grads").GetProperty("embedding")).Data, EmbeddingGradient(fixture, step), 1e-5, 1e-4);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void One_step_moves_weights_and_running_statistics_as_the_oracle_says(string file, int index)
    {
        var (fixture, expected, step) = Run(file, index);
        var options = new TrainingOptions { L2 = fixture.L2, DenseEmbeddingUpdates = true };
        var state = new DenseState(fixture.Layout, options);
        state.Restore(fixture.Weights, fixture.Buffers, new float[fixture.Layout.Length], new float[fixture.Layout.Length], new int[fixture.Layout.Slices]);
        state.Apply(DenseUpdate.Of([step]));
        var table = new EmbeddingTable(0, fixture.Shape.Features.Rows, fixture.Shape.EmbeddingSize, 0, options);
        fixture.Embedding.CopyTo(table.Weights, 0);
        table.Apply(step.Rows, step.RowGradients);

        var after = expected.GetProperty("adam_after");
        var compared = 0;
        foreach (var parameter in after.EnumerateObject())
        {
            var tensor = FixtureTensor.Read(parameter.Value.TryGetProperty("value", out var inner) ? inner : parameter.Value);
            var actual = parameter.Name == "embedding" ? table.Weights : state.Weights.AsSpan(fixture.Parameters[parameter.Name].Start, fixture.Parameters[parameter.Name].Length).ToArray();
            var compare = parameter.Value.GetProperty("compare").EnumerateArray().Select(flag => flag.GetInt32()).ToArray();
            for (var i = 0; i < actual.Length; i++)
            {
                if (compare[i] == 0) continue;
                compared++;
                Assert.True(Math.Abs(tensor.Data[i] - actual[i]) <= 1e-5, $"{parameter.Name}[{i}] after Adam: expected {tensor.Data[i]}, got {actual[i]}.");
            }
        }
        Assert.True(compared > 0);

        var buffers = expected.GetProperty("buffers_after");
        foreach (var (name, (start, length)) in fixture.BufferPlaces)
        {
            var updated = state.Buffers.AsSpan(start, length);
            if (buffers.TryGetProperty(name, out var value)) Close.All(name, FixtureTensor.Read(value).Data, updated, 1e-5);
            else Assert.True(updated.SequenceEqual(fixture.Buffers.AsSpan(start, length)), $"{name} moved.");
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void With_the_row_rule_only_the_rows_of_the_batch_move(string file, int index)
    {
        var (fixture, _, step) = Run(file, index);
        var table = new EmbeddingTable(0, fixture.Shape.Features.Rows, fixture.Shape.EmbeddingSize, 0, new TrainingOptions { L2 = fixture.L2 });
        fixture.Embedding.CopyTo(table.Weights, 0);
        table.Apply(step.Rows, step.RowGradients);
        for (var row = 0; row < table.Rows; row++)
        {
            var before = fixture.Embedding.AsSpan(row * table.Size, table.Size);
            var moved = !table.Weights.AsSpan(row * table.Size, table.Size).SequenceEqual(before);
            Assert.Equal(step.Rows.Contains(row), moved);
            Assert.Equal(moved ? 1 : 0, table.StepCounts[row]);
        }
    }

    private static (ModelFixture Fixture, JsonElement Expected, StepResult Step) Run(string file, int index)
    {
        var fixture = ModelFixture.Open(file);
        var expected = FixtureFiles.Case(file, "cases", index);
        var batch = ModelFixture.Batch(fixture.File.GetProperty("batches").GetProperty(expected.GetProperty("batch").GetString()!));
        var rows = RowIndex.Of(fixture.Shape.Features, batch);
        var loss = expected.GetProperty("loss_kind").GetString() == "bagging" ? LossKind.Bagging : LossKind.Mean;
        var step = TrainingStep.Run(new AreadModel(fixture.Layout), fixture.Weights, rows, fixture.Vectors(rows.Rows), batch,
            expected.MaskOrNull("mask", fixture.Shape.Experts), dropoutSeed: null, loss, TestDevice.Here);
        return (fixture, expected, step);
    }

    private static float[] EmbeddingGradient(ModelFixture fixture, StepResult step)
    {
        var size = fixture.Shape.EmbeddingSize;
        var gradient = Array.ConvertAll(fixture.Embedding, value => (float)(2 * fixture.L2 * value));
        for (var i = 0; i < step.Rows.Length; i++)
            for (var e = 0; e < size; e++) gradient[step.Rows[i] * size + e] += step.RowGradients[i * size + e];
        return gradient;
    }
}
