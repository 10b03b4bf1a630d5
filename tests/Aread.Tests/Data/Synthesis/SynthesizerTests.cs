using Aread.Data;
using Aread.Data.Synthesis;
using Aread.Testing;

namespace Aread.Tests.Data.Synthesis;

public sealed class SynthesizerTests : IDisposable
{
    private static readonly SynthesisOptions Options = new() { Domains = 7, Samples = 20_000, Users = 300, Items = 3000, SmallestDomain = 100 };

    private readonly TemporaryDirectory _directory = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task The_same_seed_gives_the_same_files_bit_by_bit_and_another_seed_others()
    {
        await Synthesizer.RunAsync(Options, _directory["one"], cancellationToken: Cancellation);
        await Synthesizer.RunAsync(Options, _directory["two"], cancellationToken: Cancellation);
        await Synthesizer.RunAsync(Options with { Seed = 2 }, _directory["other"], cancellationToken: Cancellation);
        var names = Directory.GetFiles(_directory["one"]).Select(Path.GetFileName).Order(StringComparer.Ordinal).ToArray();
        Assert.Equal(names, Directory.GetFiles(_directory["two"]).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.All(names, name => Assert.Equal(Read("one", name!), Read("two", name!)));
        Assert.NotEqual(Read("one", DatasetManifest.FileName), Read("other", DatasetManifest.FileName));
    }

    [Fact]
    public async Task What_is_written_is_the_planted_world()
    {
        var written = new List<long>();
        var truth = await Synthesizer.RunAsync(Options, _directory["data"], progress: new Listener(written.Add), cancellationToken: Cancellation);
        var dataset = Dataset.Open(_directory["data"]);
        var world = new PlantedWorld(Options);

        Assert.Equal(Options.Samples, dataset.Manifest.Domains.Sum(domain => domain.Partitions.Sum(partition => partition.Samples)));
        Assert.Equal(Options.Samples, written[^1]);
        Assert.Equivalent(truth, AreadJson.ReadFile<PlantedTruth>(Path.Combine(_directory["data"], PlantedTruth.FileName)), strict: true);
        Assert.InRange(truth.Oracle.Auc!.Value, 0.78, 0.88);
        for (var domain = 0; domain < Options.Domains; domain++)
        {
            var planted = truth.Domains[domain];
            Assert.Equal((world.CoarseCluster(domain), world.FineCluster(domain)), (planted.Coarse, planted.Fine));
            var spec = dataset.Manifest.Domains.Single(spec => spec.Name == planted.Name);
            Assert.Equal(world.Sizes[domain], spec.Partitions.Sum(partition => partition.Samples));
            await using var reader = await dataset.OpenPartitionAsync(spec, Split.Train, Cancellation);
            var rows = await reader.ReadRowGroupAsync(0, Cancellation);
            for (var row = 0; row < rows.Count; row++)
            {
                var shown = world.Draw(domain, row);
                Assert.Equal(shown.LabelDraw < world.Probability(domain, shown), rows.Labels[row] == 1);
                Assert.Equal(spec.Id, rows.Sample(row)[dataset.Manifest.DomainFieldIndex]);
                Assert.Equal(1 + shown.Item % Population.Groups, rows.Sample(row)[dataset.Manifest.IndexOf("item_category")]);
            }
        }
    }

    [Fact]
    public async Task Items_that_train_does_not_hold_are_unseen_in_test()
    {
        await Synthesizer.RunAsync(Options, _directory["data"], cancellationToken: Cancellation);
        var dataset = Dataset.Open(_directory["data"]);
        var (train, test) = (await ItemsAsync(dataset, Split.Train), await ItemsAsync(dataset, Split.Test));
        Assert.DoesNotContain(0, train);
        Assert.Contains(0, test);
        Assert.Equal(Enumerable.Range(1, dataset.Manifest.Fields[dataset.Manifest.ItemFieldIndex].VocabularySize - 1), train.Order());
    }

    [Fact]
    public async Task A_cancelled_synthesis_leaves_nothing_behind()
    {
        using var source = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Synthesizer.RunAsync(Options, _directory["data"], progress: new Listener(_ => source.Cancel()), cancellationToken: source.Token));
        Assert.Empty(Directory.GetFileSystemEntries(_directory.Path));
    }

    [Fact]
    public async Task Options_out_of_range_are_refused_before_anything_is_written()
    {
        await Assert.ThrowsAsync<AreadException>(() => Synthesizer.RunAsync(Options with { Domains = 1 }, _directory["data"], cancellationToken: Cancellation));
        Assert.Empty(Directory.GetFileSystemEntries(_directory.Path));
    }

    private byte[] Read(string directory, string name) => File.ReadAllBytes(Path.Combine(_directory[directory], name));

    private static async Task<HashSet<int>> ItemsAsync(Dataset dataset, Split split)
    {
        var items = new HashSet<int>();
        foreach (var domain in dataset.Manifest.Domains.Where(domain => !domain.Partition(split).IsEmpty))
        {
            await using var reader = await dataset.OpenPartitionAsync(domain, split, Cancellation);
            for (var group = 0; group < reader.RowGroupSamples.Count; group++)
            {
                var rows = await reader.ReadRowGroupAsync(group, Cancellation);
                for (var row = 0; row < rows.Count; row++) items.Add(rows.Sample(row)[dataset.Manifest.ItemFieldIndex]);
            }
        }
        return items;
    }

    /// <summary>Reports at once, on the caller's thread.</summary>
    private sealed class Listener(Action<long> heard) : IProgress<long>
    {
        public void Report(long value) => heard(value);
    }
}
