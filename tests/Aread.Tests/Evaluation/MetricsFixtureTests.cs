using System.Text.Json;
using Aread.Evaluation;
using Aread.Tests.Fixtures;

namespace Aread.Tests.Evaluation;

/// <summary>Every case of metrics.json, and of further files of that name and format.</summary>
public sealed class MetricsFixtureTests
{
    private const double Tolerance = 1e-9;

    public static TheoryData<string, int> Cases => FixtureFiles.Cases("metrics", "cases");

    [Theory, MemberData(nameof(Cases))]
    public void Auc_and_log_loss_are_those_of_the_oracle(string file, int index)
    {
        var given = FixtureFiles.Case(file, "cases", index);
        var labels = Labels(given);
        Equal(given.DoubleOrNull("auc"), Auc.Of<double>(given.Doubles("scores"), labels));
        Equal(given.DoubleOrNull("logloss"), LogLoss.Of<double>(given.Doubles("scores"), labels));
    }

    [Theory, MemberData(nameof(Cases))]
    public void Domain_averages_are_those_of_the_oracle(string file, int index)
    {
        var given = FixtureFiles.Case(file, "cases", index);
        var counts = given.GetProperty("counts").Deserialize<long[]>()!;
        var (scores, labels, domains) = (given.Doubles("scores"), Labels(given), given.Ints("domains"));
        var aucs = new double?[counts.Length];
        for (var domain = 0; domain < counts.Length; domain++)
        {
            int[] rows = [.. Enumerable.Range(0, domains.Length).Where(row => domains[row] == domain)];
            aucs[domain] = Auc.Of<double>(Array.ConvertAll(rows, row => scores[row]), Array.ConvertAll(rows, row => labels[row]));
            Equal(given.GetProperty("per_domain").DoubleOrNull(domain.ToString()), aucs[domain]);
        }
        Equal(given.DoubleOrNull("domain_auc"), DomainAverage.Of(Enumerable.Range(0, counts.Length), aucs, counts));
        Equal(given.DoubleOrNull("major5"), DomainAverage.Of(DomainAverage.Largest(5, counts), aucs, counts));
        Equal(given.DoubleOrNull("minor10"), DomainAverage.Of(DomainAverage.Smallest(10, counts), aucs, counts));
        Equal(given.DoubleOrNull("minor5"), DomainAverage.Of(DomainAverage.Smallest(5, counts), aucs, counts));
    }

    [Theory, MemberData(nameof(Cases))]
    public void A_report_weighs_domains_by_the_samples_of_the_split(string file, int index)
    {
        var given = FixtureFiles.Case(file, "cases", index);
        var (scores, labels, domains, counts) = (given.Doubles("scores"), Labels(given), given.Ints("domains"), given.Ints("counts"));
        var predictions = Enumerable.Range(0, counts.Length).Select(domain =>
        {
            int[] rows = [.. Enumerable.Range(0, domains.Length).Where(row => domains[row] == domain)];
            return new DomainScores($"d{domain}", counts[domain], Array.ConvertAll(rows, row => (float)scores[row]), Array.ConvertAll(rows, row => labels[row]));
        });
        var report = EvaluationReport.From("test", [.. predictions]);

        Equal(given.DoubleOrNull("auc"), report.Auc);
        Assert.Equal(given.Double("logloss"), report.LogLoss!.Value, 1e-6);
        var defined = report.Domains.Where(domain => domain.Auc is not null).ToArray();
        var weighted = defined.Sum(domain => domain.Samples * domain.Auc!.Value);
        Equal(weighted / defined.Sum(domain => domain.Samples), report.DomainAuc);
        Assert.Equal(counts.Length - defined.Length, report.UndefinedDomains.Count);
        Assert.Equal(labels.Length, report.Domains.Sum(domain => domain.Samples));
        Assert.Equal(labels.Count(label => label == 1), report.Domains.Sum(domain => domain.Positives));
    }

    private static byte[] Labels(JsonElement given) => Array.ConvertAll(given.Ints("labels"), label => (byte)label);

    private static void Equal(double? expected, double? actual) => Assert.Equal(expected ?? double.NaN, actual ?? double.NaN, Tolerance);
}
