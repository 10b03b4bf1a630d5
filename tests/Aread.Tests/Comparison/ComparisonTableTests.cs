using Aread.Comparison;
using Aread.Evaluation;

namespace Aread.Tests.Comparison;

public sealed class ComparisonTableTests
{
    [Fact]
    public void Mean_and_standard_deviation_are_those_over_seeds()
    {
        var row = Table(("DCN", [0.60, 0.62, 0.67]), ("AREAD", [0.7, 0.7, 0.7])).Systems[0];
        Assert.Equal(0.63, row.Metrics[1].Mean!.Value, 1e-12);
        // sqrt((0.03^2 + 0.01^2 + 0.04^2) / 2)
        Assert.Equal(0.0360555127546, row.Metrics[1].Deviation!.Value, 1e-9);
    }

    [Fact]
    public void The_best_and_the_second_best_are_marked()
    {
        var table = Table(("DCN", [0.60]), ("MMoE", [0.65]), ("AREAD", [0.7]));
        Assert.Equal([0, 2, 1], table.Systems.Select(system => table.Rank(system, 1)));
        Assert.Null(table.Significance);
    }

    [Fact]
    public void Aread_is_tested_against_the_best_baseline_seed_by_seed()
    {
        var test = Table(("DCN", [0.60, 0.61, 0.62]), ("MMoE", [0.65, 0.66, 0.64]), ("AREAD", [0.70, 0.69, 0.68])).Significance!;
        Assert.Equal("MMoE", test.Against);
        Assert.Equal(0.04, test.Difference, 1e-12);
        // t = 0.04 / (0.01 / sqrt(3)) = 6.9282 with 2 degrees of freedom: p = 1 - t / sqrt(t^2 + 2) = 0.020204.
        Assert.Equal(0.020204, test.P!.Value, 1e-6);
    }

    [Fact]
    public void A_metric_that_is_not_defined_has_neither_mean_nor_rank()
    {
        var table = Table(("DCN", [0.60, null]), ("AREAD", [0.7, 0.7]));
        Assert.Equal(new ScoreSpread(null, null), table.Systems[0].Metrics[1]);
        Assert.Equal(0, table.Rank(table.Systems[0], 1));
        Assert.Null(table.Significance);
    }

    /// <summary>A training that diverged took no time that counts, and its reason is told.</summary>
    [Fact]
    public void Times_and_epochs_are_of_trainings_that_ended()
    {
        var ended = new ComparisonResult("DCN", 1, "d", "o", 30, new ComparisonScore(null, 0.6, 4, 100, 1234));
        var diverged = new ComparisonResult("DCN", 2, "d", "o", 0, new ComparisonScore(null, null, 0, 0, 0)) { Diverged = "Lower the rate." };
        var row = SystemRow.Of("DCN", [ended, diverged]);
        Assert.Equal((30, 4, 1234), (row.Seconds, row.Epochs, row.Parameters));
        Assert.Equal([new DivergedTraining(2, "Lower the rate.")], row.Diverged);
        Assert.False(SystemRow.Of("DCN", [diverged]).HasEnded);
    }

    private static ComparisonTable Table(params (string System, double?[] DomainAucs)[] systems) => ComparisonTable.Of(
        [.. systems.SelectMany(system => system.DomainAucs.Select((auc, seed) => new ComparisonResult(system.System, seed + 1, "d", "o", 10,
            new ComparisonScore(new EvaluationReport("test", 0.5, 0.6, auc, 0.5, 0.5, 0.5, [], []), auc, 3, 100, 1234))))]);
}
