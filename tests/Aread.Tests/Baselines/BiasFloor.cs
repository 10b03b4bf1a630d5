using Aread.Comparison;
using Aread.Data;
using Aread.Evaluation;

namespace Aread.Tests.Baselines;

/// <summary>
/// What needs no model: a sample's score is the mean label of its user and that of its item in train, each drawn to the mean of all by five samples of
/// that mean.
/// </summary>
internal static class BiasFloor
{
    private const double Smoothing = 5;

    /// <summary>On the test split.</summary>
    /// <param name="ownDomain">From the train samples of the sample's own domain alone.</param>
    public static EvaluationReport Of(ComparisonData data, bool ownDomain)
    {
        int[] domains = [.. Enumerable.Range(0, data.Manifest.Domains.Count)];
        var means = domains.Select(domain => ownDomain ? FieldMeans(data, [domain]) : []).ToArray();
        var all = FieldMeans(data, domains);
        return DomainScoring.Test(data, (domain, samples) => Score(samples, ownDomain ? means[domain] : all))!;
    }

    private static float[] Score(SampleBlock samples, IReadOnlyList<FieldMean> means) =>
        [.. Enumerable.Range(0, samples.Count).Select(row => (float)means.Average(mean => mean[samples.Sample(row)[mean.Field]]))];

    private static FieldMean[] FieldMeans(ComparisonData data, int[] domains)
    {
        SampleBlock[] train = [.. domains.Select(domain => data.Samples(Split.Train, domain))];
        return [.. data.Manifest.Fields.Index().Where(field => field.Item.Role is FieldRole.User or FieldRole.Item).Select(field => new FieldMean(train, field.Index))];
    }

    private sealed class FieldMean
    {
        private readonly Dictionary<int, (double Positives, int Samples)> _sums = [];
        private readonly double _mean;

        public FieldMean(SampleBlock[] train, int field)
        {
            Field = field;
            _mean = train.SelectMany(block => block.Labels).Average(label => (double)label);
            foreach (var block in train)
                for (var row = 0; row < block.Count; row++)
                {
                    var id = block.Sample(row)[field];
                    var (positives, samples) = _sums.GetValueOrDefault(id);
                    _sums[id] = (positives + block.Labels[row], samples + 1);
                }
        }

        public int Field { get; }

        public double this[int id] => Smoothed(_sums.GetValueOrDefault(id));

        private double Smoothed((double Positives, int Samples) sum) => (sum.Positives + Smoothing * _mean) / (sum.Samples + Smoothing);
    }
}
