using Aread.Baselines;
using Aread.Comparison;
using Aread.Data;
using Aread.Testing;

namespace Aread.Tests.Comparison;

public sealed class ComparisonDataTests : IAsyncLifetime
{
    private readonly TemporaryDirectory _directory = new();
    private ComparisonData? _data;

    public async ValueTask InitializeAsync() =>
        _data = await ComparisonData.ReadAsync(await SmallDataset.CreateAsync(_directory["data"], 64, 40, 24, 8), TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync()
    {
        _directory.Dispose();
        return ValueTask.CompletedTask;
    }

    [Theory]
    [InlineData(0, 1, 2, 3)]
    [InlineData(1, 0, 1, 0)]
    public void An_epoch_has_every_sample_once_and_those_of_a_group_lie_together(params int[] groupOf)
    {
        var batches = _data!.MixedBatches(seed: 1, epoch: 0, batchSize: 30, groupOf).ToArray();
        Assert.Equal([30, 30, 30, 30, 16], batches.Select(batch => batch.Samples.Count));
        Assert.Equal(Samples(SplitSamples()), Samples(batches.Select(batch => batch.Samples)));
        foreach (var batch in batches)
        {
            Assert.Equal(batch.Samples.Count, batch.Groups.Sum(group => group.Count));
            Assert.Equal(batch.Groups.Select(group => group.Domain).Order().Distinct(), batch.Groups.Select(group => group.Domain));
            foreach (var group in batch.Groups)
                for (var row = group.Start; row < group.Start + group.Count; row++)
                    Assert.Equal(group.Domain, groupOf[DomainOf(batch, row)]);
        }
    }

    [Fact]
    public void Domains_in_turn_have_every_sample_once_and_one_domain_a_batch()
    {
        int[] groupOf = [1, 0, 1, 0];
        var batches = _data!.DomainsInTurn(seed: 1, epoch: 0, batchSize: 30, groupOf).ToArray();
        Assert.Equal([4, 8, 10, 24, 30, 30, 30], batches.Select(batch => batch.Samples.Count).Order());
        Assert.Equal(Samples(SplitSamples()), Samples(batches.Select(batch => batch.Samples)));
        foreach (var batch in batches)
        {
            var domain = DomainOf(batch, 0);
            Assert.All(Enumerable.Range(0, batch.Samples.Count), row => Assert.Equal(domain, DomainOf(batch, row)));
            Assert.Equal([new DomainGroup(groupOf[domain], 0, batch.Samples.Count)], batch.Groups);
        }
        Assert.NotEqual(batches.Select(batch => DomainOf(batch, 0)).Order(), batches.Select(batch => DomainOf(batch, 0)));
    }

    [Fact]
    public void Epochs_have_orders_of_their_own_and_seeds_too()
    {
        int[] groupOf = [0, 1, 2, 3];
        string First(long seed, int epoch) => string.Join(' ', _data!.MixedBatches(seed, epoch, 30, groupOf).First().Samples.Ids);
        Assert.Equal(First(1, 0), First(1, 0));
        Assert.NotEqual(First(1, 0), First(1, 1));
        Assert.NotEqual(First(1, 0), First(2, 0));
    }

    [Fact]
    public void Groups_are_those_of_the_clusters()
    {
        Assert.Equal([0, 1, 2, 3], _data!.GroupOf);
        var clusters = new DomainClusters(_data.Dataset.Fingerprint.Dataset, "", [["d1", "d3"], ["d0", "d2"]]);
        Assert.Equal([1, 0, 1, 0], _data.WithGroups(clusters).GroupOf);
    }

    private int DomainOf(MixedBatch batch, int row) =>
        Enumerable.Range(0, 4).Single(domain => _data!.Manifest.Domains[domain].Id == batch.Samples.Sample(row)[_data.Manifest.DomainFieldIndex]);

    private IEnumerable<SampleBlock> SplitSamples() => Enumerable.Range(0, 4).Select(domain => _data!.Samples(Split.Train, domain));

    private static IEnumerable<string> Samples(IEnumerable<SampleBlock> blocks) =>
        blocks.SelectMany(block => Enumerable.Range(0, block.Count).Select(row => $"{string.Join(',', block.Sample(row).ToArray())}:{block.Labels[row]}")).Order(StringComparer.Ordinal);
}
