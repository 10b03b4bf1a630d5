using Aread.Evaluation;

namespace Aread.Tests.Evaluation;

public sealed class EvaluationReportTests
{
    [Fact]
    public void Domains_without_samples_or_with_one_class_are_listed_and_left_out()
    {
        var report = EvaluationReport.From("valid", [
            new DomainScores("good", 10, [0.9f, 0.1f], [1, 0]),
            new DomainScores("empty", 20, [], []),
            new DomainScores("one class", 30, [0.5f, 0.6f, 0.7f], [1, 1, 1]),
        ]);
        Assert.Equal(["empty", "one class"], report.UndefinedDomains);
        Assert.Equal(1, report.DomainAuc);
        Assert.Null(report.Domains[1].LogLoss);
        Assert.Equal(3, report.Domains[2].Positives);
    }

    [Fact]
    public void Nothing_to_score_leaves_everything_undefined()
    {
        var report = EvaluationReport.From("test", [new DomainScores("empty", 1, [], [])]);
        Assert.Equal((null, null, null, null), (report.Auc, report.LogLoss, report.DomainAuc, report.Major5Auc));
    }

    [Fact]
    public void Large_and_small_are_by_train_samples_and_ties_go_to_the_first()
    {
        var right = new DomainScores("right", 7, [0.9f, 0.1f], [1, 0]);
        var wrong = new DomainScores("wrong", 7, [0.1f, 0.9f], [1, 0]);
        var report = EvaluationReport.From("test", [right, right, right, right, right, wrong, wrong]);
        Assert.Equal(1, report.Major5Auc);
        Assert.Equal(1, report.Minor5Auc);
        Assert.Equal(report.DomainAuc, report.Minor10Auc);
    }

    [Fact]
    public void A_diverged_model_is_named_by_domain()
    {
        var failure = Assert.Throws<DivergedException>(() => EvaluationReport.From("valid", [new DomainScores("Toys", 5, [float.NaN], [1])]));
        Assert.Contains("Toys", failure.Message);
        Assert.Contains("valid", failure.Message);
    }

    [Fact]
    public void A_certain_and_wrong_prediction_costs_a_hundred_nats() => Assert.Equal(100, LogLoss.Of<float>([1f, 0f], [0, 1]));
}
