using Aread.Comparison;
using Aread.Data;
using Aread.Hei;
using Aread.Tensors;
using Aread.Testing;
using Aread.Training;
using static TorchSharp.torch;

namespace Aread.Tests.Comparison;

public sealed class PreclusteringTests
{
    [Fact]
    public void The_divergence_is_that_of_Kullback_and_Leibler()
    {
        Assert.Equal(0.5 * Math.Log(0.5 / 0.25) + 0.5 * Math.Log(0.5 / 0.75), LossDistribution.Divergence([0.5, 0.5], [0.25, 0.75]), 1e-12);
        Assert.Equal(0, LossDistribution.Divergence([0.2, 0.8], [0.2, 0.8]), 1e-12);
    }

    [Fact]
    public void Losses_are_counted_in_bins()
    {
        var losses = LossDistribution.Count([0.999f, 0.999f, 0.5f, 0.01f], [1, 1, 0, 1]);
        // -ln 0.5 = 0.69 lies in bin 6 of 30 over 3 nats; -ln 0.01 = 4.6 in the last.
        Assert.Equal((2, 1, 1, 4), (losses[0], losses[6], losses[^1], losses.Sum()));
    }

    [Fact]
    public void Shares_have_no_zero_and_those_of_few_samples_are_near_those_of_all()
    {
        var shares = LossDistribution.Shares([[6, 0], [0, 1], [0, 0]]);
        // All together, with half a sample in each bin: 6.5 and 1.5 of 8.
        Assert.Equal([(6 + 0.8125) / 7, 0.1875 / 7], shares[0], new Tolerance());
        Assert.Equal([0.8125 / 2, (1 + 0.1875) / 2], shares[1], new Tolerance());
        Assert.Equal([0.8125, 0.1875], shares[2], new Tolerance());
    }

    /// <summary>Domains whose losses are distributed alike are not parted into those of few and those of many samples.</summary>
    [Fact]
    public void Groups_are_not_those_of_few_and_of_many_samples()
    {
        var groups = Groups([1, 1, 1], out var sizes);
        var fewIn = groups.Zip(sizes).GroupBy(domain => domain.First).Where(group => group.Count() >= 4).Select(group => group.Average(domain => domain.Second < 100 ? 1.0 : 0)).ToArray();
        Assert.NotEmpty(fewIn);
        Assert.All(fewIn, share => Assert.InRange(share, 0.1, 0.9));
    }

    [Fact]
    public void Groups_are_those_of_like_losses_whether_domains_have_few_or_many_samples()
    {
        var groups = Groups([1, 4, 12], out _);
        var kindOf = Enumerable.Range(0, groups.Length).Select(domain => domain % 3);
        var right = groups.Zip(kindOf).GroupBy(domain => domain.First).Sum(group => group.CountBy(domain => domain.Second).Max(kind => kind.Value));
        Assert.True(right >= 54, $"{right} of 60 domains are among their like.");
    }

    /// <summary>60 domains, every other one with 20 samples, the rest with 1000; losses are exponential, at one of three rates in turn.</summary>
    private static int[] Groups(double[] rates, out int[] sizes)
    {
        var stream = new RandomStream(1, "test");
        sizes = [.. Enumerable.Range(0, 60).Select(domain => domain / 3 % 2 == 0 ? 20 : 1000)];
        double[][] counts = [.. sizes.Select((size, domain) =>
        {
            var scores = new float[size];
            // -ln(u^(1/rate)) is exponential.
            for (var i = 0; i < size; i++) scores[i] = (float)Math.Pow(stream.NextDouble(), 1 / rates[domain % 3]);
            var labels = new byte[size];
            Array.Fill(labels, (byte)1);
            return LossDistribution.Count(scores, labels);
        })];
        return DivergenceKMeans.Cluster(LossDistribution.Shares(counts), [.. sizes.Select(size => (double)size)], 3, seed: 1);
    }

    [Fact]
    public void Distributions_that_are_alike_come_together()
    {
        double[][] kinds = [[0.8, 0.1, 0.1], [0.1, 0.8, 0.1], [0.1, 0.1, 0.8]];
        var stream = new RandomStream(1, "test");
        int[] kindOf = [0, 1, 2, 2, 1, 0, 0, 2, 1, 1];
        var points = Array.ConvertAll(kindOf, kind =>
        {
            double[] noisy = [.. kinds[kind].Select(share => share + 0.02 * stream.NextDouble())];
            return Array.ConvertAll(noisy, share => share / noisy.Sum());
        });
        Assert.Equal(kindOf, DivergenceKMeans.Cluster(points, [.. points.Select(_ => 1.0)], 3, seed: 1));
    }

    [Fact]
    public async Task Every_domain_is_in_one_group_and_the_file_is_checked_against_the_data()
    {
        using var directory = new TemporaryDirectory();
        var token = TestContext.Current.CancellationToken;
        var dataset = await SmallDataset.CreateAsync(directory["data"], 80, 64, 48, 40);
        var data = await ComparisonData.ReadAsync(dataset, token);
        var options = new AreadOptions { Hei = new HeiOptions { EmbeddingSize = 4, BottomWidths = [8, 4] }, Training = new TrainingOptions { BatchSize = 32, MaximumEpochs = 1 } };
        var clusters = await Task.Factory.StartNew(() =>
        {
            TorchLane.Enter(1);
            return Preclustering.Run(data, options, 2, TestDevice.Here, null, token);
        }, token, TaskCreationOptions.LongRunning, TaskScheduler.Default);

        var path = directory["clusters.json"];
        await File.WriteAllTextAsync(path, AreadJson.Write(clusters), token);
        Assert.Equal(clusters.GroupOf(dataset.Manifest), DomainClusters.Read(path, dataset).GroupOf(dataset.Manifest));
        Assert.Equal(4, clusters.Groups.Sum(group => group.Count));

        await File.WriteAllTextAsync(path, AreadJson.Write(clusters with { Groups = [["d0"], ["d1", "d2"]] }), token);
        Assert.Contains("Not every domain", Assert.Throws<DataFormatException>(() => DomainClusters.Read(path, dataset)).Message);
        await File.WriteAllTextAsync(path, AreadJson.Write(clusters with { Dataset = "other" }), token);
        Assert.Contains("other data", Assert.Throws<DataFormatException>(() => DomainClusters.Read(path, dataset)).Message);
    }

    private sealed class Tolerance : IEqualityComparer<double>
    {
        public bool Equals(double x, double y) => Math.Abs(x - y) < 1e-12;

        public int GetHashCode(double obj) => 0;
    }
}
