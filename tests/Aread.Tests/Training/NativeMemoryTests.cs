using TorchSharp;

namespace Aread.Tests.Training;

/// <summary>Tensors live in native memory that no collection counts: every one must be disposed by the step that made it.</summary>
[Collection(nameof(RunsAlone))]
public sealed class NativeMemoryTests(ITestOutputHelper output)
{
    private const int WarmUpSteps = 100, Steps = 300;

    /// <summary>A step holds some 4 MiB in tensors; were one in twenty-five of them kept, 300 steps would exceed this.</summary>
    private const long BoundBytes = 48L << 20;

    [Fact]
    public void Three_hundred_steps_leave_resident_memory_flat()
    {
        var run = new SmallRun(seed: 1, batchSize: 128);
        run.Fingerprints(WarmUpSteps, TestContext.Current.CancellationToken);
        var (before, tensors) = (ResidentBytes(), torch.Tensor.TotalCount);
        run.Fingerprints(Steps, TestContext.Current.CancellationToken);
        var after = ResidentBytes();
        output.WriteLine($"resident {before >> 20} MiB before, {after >> 20} MiB after {Steps} steps; {tensors} and {torch.Tensor.TotalCount} tensors alive");
        Assert.True(after - before < BoundBytes, $"Resident memory grew by {(after - before) >> 20} MiB in {Steps} steps.");
        // A step without a mask has no gradient for the group embeddings; TorchSharp counts what stands for it as alive.
        Assert.Equal(tensors + Steps / SmallRun.StepsPerMaskless, torch.Tensor.TotalCount);
    }

    [Fact]
    public void No_tensor_of_a_step_or_a_search_is_made_outside_a_scope()
    {
        var statistics = DisposeScopeManager.Statistics.TensorStatistics;
        var (before, inScopes) = (statistics.CreatedOutsideScopeCount, statistics.CreatedInScopeCount);
        new SmallRun(seed: 1).Fingerprints(10, TestContext.Current.CancellationToken);
        Assert.Equal(before, statistics.CreatedOutsideScopeCount);
        Assert.True(statistics.CreatedInScopeCount > inScopes);
    }

    private static long ResidentBytes()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        return Environment.WorkingSet;
    }
}
