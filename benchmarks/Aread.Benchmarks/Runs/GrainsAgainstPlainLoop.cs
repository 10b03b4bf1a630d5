using Aread.Hemp;
using Aread.Training;

namespace Aread.Benchmarks.Runs;

/// <summary>What grains cost: the same run through an embedded silo and in the plain loop, one lane each, in turns.</summary>
internal static class GrainsAgainstPlainLoop
{
    private const int Turns = 5;

    public static async Task RunAsync()
    {
        var options = new AreadOptions
        {
            Compute = new ComputeOptions { Lanes = 1 },
            Hemp = new HempOptions { InitialCandidates = 2, TrialSteps = 1, ScoringBatches = 1 },
            Training = new TrainingOptions { MaximumEpochs = 1, WarmUpBatches = 20 },
        };
        await using var run = new BenchmarkRun();
        await run.SynthesizeAsync(60_000);
        await run.PlainAsync(options);
        await run.GrainsAsync(options);

        Console.WriteLine("| turn | plain loop, s | grains, s | ratio |");
        Console.WriteLine("|---|---|---|---|");
        var ratios = new List<double>();
        for (var turn = 1; turn <= Turns; turn++)
        {
            var (plain, grains) = (await run.PlainAsync(options), await run.GrainsAsync(options));
            ratios.Add(grains / plain);
            Console.WriteLine($"| {turn} | {plain:0.00} | {grains:0.00} | {ratios[^1]:0.000} |");
        }
        ratios.Sort();
        Console.WriteLine($"| median | | | {ratios[Turns / 2]:0.000} |");
    }
}
