using Aread.Hei;

namespace Aread.Tests;

public sealed class OptionsValidationTests
{
    public static TheoryData<AreadOptions, string> Faulty => new()
    {
        { new() { Training = new() { BatchSize = 1 } }, "Training:BatchSize = 1: must be from 2 to 10000000." },
        { new() { Training = new() { LearningRate = double.NaN } }, "Training:LearningRate = NaN: must be from 1E-08 to 1." },
        { new() { Training = new() { L2 = -0.5 } }, "Training:L2 = -0.5: must be from 0 to 1." },
        { new() { Hemp = new() { InitialCandidates = 0 } }, "Hemp:InitialCandidates = 0: must be from 1 to 1000." },
        { new() { Hemp = new() { InitialActiveShare = 0.2, MinimalActiveShare = 0.3 } }, "Hemp:MinimalActiveShare, Hemp:InitialActiveShare = 0.3, 0.2: " },
        { new() { Hei = new() { Experts = [] } }, "Hei:Experts = []: must have at least 1 entry." },
        { new() { Hei = new() { Experts = [3, 0, 12] } }, "Hei:Experts = [3, 0, 12]: every entry must be from 1 to 1024." },
        { new() { Hei = new() { BottomWidths = null! } }, "Hei:BottomWidths = nothing: must be given." },
        { new() { Hei = new() { Experts = [1, 2, 4], ExpertWidths = [64, 3] } }, "Hei:Experts, Hei:ExpertWidths = [1, 2, 4], [64, 3]: " },
        { new() { Hei = new() { Normalization = (Normalization)9 } }, "Hei:Normalization = 9: must be one of Batch, Layer, None." },
        { new() { Torch = new() { Device = "gpu" } }, "Torch:Device = 'gpu': must be cpu, cuda or cuda:N." },
        { new() { Torch = new() { Device = "" } }, "Torch:Device = '': must be given." },
        { new() { Compute = null! }, "Compute = nothing: must be given." },
    };

    [Theory]
    [MemberData(nameof(Faulty))]
    public void Names_key_value_and_range(AreadOptions options, string expected) =>
        Assert.StartsWith(expected, Assert.Single(OptionsValidation.Find(options)).ToString());

    [Fact]
    public void Defaults_can_be_used() => OptionsValidation.Check(new AreadOptions());

    [Theory]
    [InlineData("cpu")]
    [InlineData("cuda")]
    [InlineData("cuda:1")]
    public void Devices_that_exist_can_be_used(string device) => OptionsValidation.Check(new AreadOptions { Torch = new() { Device = device } });

    [Fact]
    public void All_faults_are_told_at_once()
    {
        var fault = Assert.Throws<AreadException>(() => OptionsValidation.Check(new AreadOptions { Training = new() { BatchSize = 0, Patience = 0 }, Hei = new() { Dropout = 1 } }));
        Assert.Contains("3 options", fault.Message);
        Assert.All(["Training:BatchSize = 0", "Training:Patience = 0", "Hei:Dropout = 1"], key => Assert.Contains(key, fault.Message));
    }
}
