using System.Text.Json;
using Aread.Data;
using Aread.Hei;
using Aread.Hemp;
using Aread.Tensors;
using Aread.Tests.Fixtures;
using static TorchSharp.torch;

namespace Aread.Tests.Hei;

/// <summary>The forward pass against an independent float64 implementation, in float32, for every case of every model file.</summary>
public sealed class AreadModelFixtureTests
{
    private const double Tolerance = 1e-5;

    public static TheoryData<string, int> Cases => ModelFixture.Cases();

    [Theory]
    [MemberData(nameof(Cases))]
    public void Probabilities_losses_and_gate_means_are_those_of_the_oracle(string file, int index)
    {
        var fixture = ModelFixture.Open(file);
        var expected = FixtureFiles.Case(file, "cases", index);
        var batch = ModelFixture.Batch(fixture.File.GetProperty("batches").GetProperty(expected.GetProperty("batch").GetString()!));
        var mask = expected.MaskOrNull("mask", fixture.Shape.Experts);

        using var scope = NewDisposeScope();
        var pass = Forward(fixture, batch, mask, training: expected.GetProperty("train").GetBoolean());
        var shares = mask is null ? Losses.EqualShares(1, fixture.Shape.Outputs, TestDevice.Here) : MaskTensors.Create([mask], TestDevice.Here).OutputShare_RT;
        var labels = HostMemory.ToTensor<float>(Array.ConvertAll(batch.Labels, label => (float)label), [batch.Count], TestDevice.Here);

        var outputs = expected.Ints("outputs");
        Assert.Equal(outputs, mask?.ActiveOutputs() ?? [.. Enumerable.Range(0, fixture.Shape.Outputs)]);
        var active = HostMemory.ToTensor<long>(Array.ConvertAll(outputs, output => (long)output), [outputs.Length], TestDevice.Here);
        Compare(expected, "logits", pass.Logits_RTB.index_select(1, active), 1e-4);
        Compare(expected, "probs", pass.Logits_RTB.index_select(1, active).sigmoid(), Tolerance);
        Compare(expected, "mean", Losses.Prediction(pass.Logits_RTB, shares), Tolerance);
        Close.All("bagging loss", [expected.Double("bagging_loss")], Losses.Bagging(pass.Logits_RTB, labels, shares).ToArray(), Tolerance);
        Close.All("mean loss", [expected.Double("mean_loss")], Losses.OfMean(pass.Logits_RTB, labels, shares).ToArray(), Tolerance);
        foreach (var level in expected.GetProperty("gate_means").EnumerateObject())
            Close.All($"gate means of level {level.Name}", FixtureTensor.Read(level.Value).Data,
                pass.GateMeans_RTS[int.Parse(level.Name) - 1].squeeze(0).transpose(0, 1).ToArray(), Tolerance);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_gate_computed_once_for_a_single_domain_equals_gates_per_sample(string file, int index)
    {
        var fixture = ModelFixture.Open(file);
        var expected = FixtureFiles.Case(file, "cases", index);
        if (expected.GetProperty("batch").GetString() == "mixed") return;
        var batch = ModelFixture.Batch(fixture.File.GetProperty("batches").GetProperty(expected.GetProperty("batch").GetString()!));
        var mask = expected.MaskOrNull("mask", fixture.Shape.Experts);

        using var scope = NewDisposeScope();
        var perSample = Forward(fixture, batch, mask, training: true, singleDomain: false);
        var once = Forward(fixture, batch, mask, training: true, singleDomain: true);
        Close.All("logits", Array.ConvertAll(perSample.Logits_RTB.ToArray(), value => (double)value), once.Logits_RTB.ToArray(), 1e-5);
    }

    [Fact]
    public void Replicas_of_one_mask_each_compute_what_the_mask_alone_computes()
    {
        foreach (var file in FixtureFiles.Keys("model_"))
        {
            var fixture = ModelFixture.Open(file);
            var cases = fixture.File.GetProperty("cases").EnumerateArray().Where(c => c.GetProperty("mask").ValueKind != JsonValueKind.Null).ToArray();
            var batch = ModelFixture.Batch(fixture.File.GetProperty("batches").GetProperty("mixed"));
            var masks = cases.Select(c => c.Mask("mask", fixture.Shape.Experts)).ToArray();

            using var scope = NewDisposeScope();
            var together = Forward(fixture, batch, masks, training: true).Logits_RTB;
            for (var z = 0; z < masks.Length; z++)
            {
                var alone = Forward(fixture, batch, masks[z], training: true).Logits_RTB.squeeze(0);
                foreach (var output in masks[z].ActiveOutputs())
                    Close.All($"output {output} of mask {z}", Array.ConvertAll(alone.select(0, output).ToArray(), v => (double)v), together.select(0, z).select(0, output).ToArray(), 1e-5);
            }
        }
    }

    private static ForwardPass Forward(ModelFixture fixture, SampleBlock batch, ExpertMask? mask, bool training, bool? singleDomain = null) =>
        Forward(fixture, batch, mask is null ? null : [mask], training, singleDomain);

    private static ForwardPass Forward(ModelFixture fixture, SampleBlock batch, ExpertMask[]? masks, bool training, bool? singleDomain = null)
    {
        var features = fixture.Shape.Features;
        var rows = batch.Ids.Select((id, i) => features.Row(i % features.Columns, id)).ToArray();
        var replicas = masks?.Length ?? 1;
        var vectors = HostMemory.ToTensor<float>(fixture.Vectors(rows), [1, batch.Count, batch.Columns, fixture.Shape.EmbeddingSize], TestDevice.Here)
            .expand(replicas, batch.Count, batch.Columns, fixture.Shape.EmbeddingSize);
        var dense = DenseTensors.Create(fixture.Layout, fixture.Weights, replicas, trainable: false, TestDevice.Here);
        var running = training ? null : HostMemory.ToTensor<float>(fixture.Buffers, [fixture.Buffers.Length], TestDevice.Here);
        return new AreadModel(fixture.Layout).Forward(dense, vectors, singleDomain ?? false, masks is null ? null : MaskTensors.Create(masks, TestDevice.Here), new ForwardMode(running, null));
    }

    private static void Compare(JsonElement expected, string name, Tensor actual, double tolerance) =>
        Close.All(name, FixtureTensor.Read(expected.GetProperty(name)).Data, actual.ToArray(), tolerance);
}
