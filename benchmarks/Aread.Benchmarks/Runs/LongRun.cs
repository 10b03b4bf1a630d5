using System.Diagnostics;
using Aread.Hemp;
using Aread.Training;

namespace Aread.Benchmarks.Runs;

/// <summary>Resident memory over a long training: masks are searched, epochs evaluated and checkpoints written all the while.</summary>
internal static class LongRun
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(2);

    /// <param name="data">Directory of the data set; null for a small one that is synthesized.</param>
    public static async Task RunAsync(TimeSpan duration, string? data = null)
    {
        var options = new AreadOptions
        {
            Hemp = new HempOptions { SearchInterval = 200, InitialCandidates = 4, TrialSteps = 2, ScoringBatches = 2 },
            Training = new TrainingOptions { BatchSize = 256, MaximumEpochs = 100_000, Patience = 100_000, CheckpointInterval = 100, ReportInterval = 5 },
        };
        await using var run = new BenchmarkRun(data);
        if (data is null) await run.SynthesizeAsync(60_000);
        using var stop = new CancellationTokenSource(duration);
        using var process = Process.GetCurrentProcess();
        var clock = Stopwatch.StartNew();
        var samples = new List<(TimeSpan Time, double Resident, long Step)>();
        await run.GrainsAsync(options, happened =>
        {
            process.Refresh();
            samples.Add((clock.Elapsed, process.WorkingSet64 / 1048576.0, happened.Step));
        }, stop.Token);

        Console.WriteLine("| minutes | steps | resident, MiB: mean | most |");
        Console.WriteLine("|---|---|---|---|");
        foreach (var window in samples.GroupBy(sample => (int)(sample.Time / Window)))
            Console.WriteLine($"| {window.Key * Window.TotalMinutes} to {(window.Key + 1) * Window.TotalMinutes} | {window.Max(sample => sample.Step)} | {window.Average(sample => sample.Resident):0} | {window.Max(sample => sample.Resident):0} |");
    }
}
