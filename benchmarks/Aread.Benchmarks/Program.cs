using System.Globalization;
using Aread.Benchmarks;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Engines;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.NoEmit;

switch (args)
{
    case ["generate-csv", var file, var rows]:
        CsvGenerator.Write(file, long.Parse(rows, CultureInfo.InvariantCulture));
        return;
    case ["measure-import", var schema, var target, .. var files]:
        await ImportMeasurement.RunAsync(schema, target, files);
        return;
}

// In this process: a case takes up to seconds, and what it needs from disk is loaded once.
var job = Job.Default
    .WithToolchain(new InProcessNoEmitToolchain(TimeSpan.FromHours(1), logOutput: true))
    .WithStrategy(RunStrategy.Monitoring).WithInvocationCount(1).WithUnrollFactor(1).WithWarmupCount(3).WithIterationCount(12);
var config = ManualConfig.Create(DefaultConfig.Instance).AddJob(job)
    .HideColumns(Column.InvocationCount, Column.IterationCount, Column.RunStrategy, Column.UnrollFactor, Column.WarmupCount, Column.Toolchain);
BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args, config);
