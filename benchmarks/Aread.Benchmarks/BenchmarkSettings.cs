using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Engines;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Toolchains.InProcess.NoEmit;

namespace Aread.Benchmarks;

/// <summary>How micro-benchmarks are run: in this process, since a case takes up to seconds and what it needs from disk is loaded once.</summary>
internal static class BenchmarkSettings
{
    public static IConfig Create()
    {
        var job = Job.Default
            .WithToolchain(new InProcessNoEmitToolchain(TimeSpan.FromHours(1), logOutput: true))
            .WithStrategy(RunStrategy.Monitoring).WithInvocationCount(1).WithUnrollFactor(1).WithWarmupCount(3).WithIterationCount(12);
        return ManualConfig.Create(DefaultConfig.Instance).AddJob(job)
            .HideColumns(Column.InvocationCount, Column.IterationCount, Column.RunStrategy, Column.UnrollFactor, Column.WarmupCount, Column.Toolchain);
    }
}
