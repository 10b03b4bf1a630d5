using System.Diagnostics;
using Aread.Hemp;
using Aread.Training;

namespace Aread.Benchmarks.Runs;

/// <summary>A search made twice from the same weights, candidates and batches: in full, and with halving.</summary>
/// <param name="Same">Both chose the same candidate.</param>
/// <param name="Lost">Score of halving's winner over that of the full search's, both as the full search scored them.</param>
/// <param name="Scored">Share of the candidates that halving left to be scored.</param>
/// <param name="LostAtRandom">What is to be expected where as many are dropped, but at random.</param>
internal readonly record struct HalvedSearch(bool Same, double Lost, double Scored, double LostAtRandom, double FullSeconds, double HalvedSeconds)
{
    public static HalvedSearch Run(RunContext context, HempSearchInput input)
    {
        var clock = Stopwatch.StartNew();
        var full = HempSearch.Run(context.Model, input with { Halving = false }, context.Device);
        var fullSeconds = clock.Elapsed.TotalSeconds;
        clock.Restart();
        var halved = HempSearch.Run(context.Model, input with { Halving = true }, context.Device);
        var halvedSeconds = clock.Elapsed.TotalSeconds;

        var (best, chosen) = (HempSearch.Winner(full), HempSearch.Winner(halved));
        double[] scores = [.. full.Select(trial => trial.Score!.Value)];
        var scored = halved.Count(trial => trial.DroppedAfter is null);
        return new HalvedSearch(best == chosen, scores[chosen] - scores[best], (double)scored / full.Count, BestOf(scores, scored) - scores[best], fullSeconds, halvedSeconds);
    }

    /// <summary>Mean over all choices of <paramref name="count"/> scores of the smallest among them.</summary>
    private static double BestOf(double[] scores, int count)
    {
        var (mean, notYet) = (0.0, 1.0);
        foreach (var (rank, score) in scores.Order().Take(scores.Length - count + 1).Index())
        {
            var here = notYet * count / (scores.Length - rank);
            (mean, notYet) = (mean + here * score, notYet - here);
        }
        return mean;
    }
}
