using Aread.Data;
using Aread.Evaluation;

namespace Aread.Comparison;

/// <summary>Scores by domain, where domains have weights of their own.</summary>
internal static class DomainScoring
{
    /// <param name="score">Domain and samples -> [n] probabilities.</param>
    public static DomainScores Of(ComparisonData data, Split split, int domain, Func<int, SampleBlock, float[]> score)
    {
        var (spec, samples) = (data.Manifest.Domains[domain], data.Samples(split, domain));
        return new DomainScores(spec.Name, spec.Train.Samples, score(domain, samples), samples.Labels);
    }

    public static EvaluationReport Report(ComparisonData data, Split split, Func<int, SampleBlock, float[]> score) =>
        Report(split, [.. Enumerable.Range(0, data.Manifest.Domains.Count).Select(domain => Of(data, split, domain, score))]);

    /// <returns>Null where the data are without the test split.</returns>
    public static EvaluationReport? Test(ComparisonData data, Func<int, SampleBlock, float[]> score) => data.HasTest ? Report(data, Split.Test, score) : null;

    public static EvaluationReport Report(Split split, IReadOnlyList<DomainScores> domains) =>
        EvaluationReport.From(split.ToString().ToLowerInvariant(), domains);
}
