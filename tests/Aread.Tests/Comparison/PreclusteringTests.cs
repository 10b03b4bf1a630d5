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
    public void A_distribution_counts_losses_and_has_no_zero()
    {
        var losses = LossDistribution.Of([0.999f, 0.999f, 0.5f, 0.01f], [1, 1, 0, 1]);
        Assert.Equal(1, losses.Sum(), 1e-12);
        Assert.Equal(3.0 / 34, losses[0], 1e-12);
        // -ln 0.5 = 0.69 lies in bin 6 of 30 over 3 nats; -ln 0.01 = 4.6 in the last.
        Assert.Equal([2.0 / 34, 2.0 / 34], [losses[6], losses[^1]], new Tolerance());
        Assert.All(losses, share => Assert.True(share > 0));
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
        Assert.Equal(kindOf, DivergenceKMeans.Cluster(points, 3, seed: 1));
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
            return Preclustering.Run(data, options, 2, CPU, null, token);
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
