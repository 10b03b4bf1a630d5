using Aread.Augmentation;
using Aread.Data;
using Aread.Testing;

namespace Aread.Tests.Augmentation;

/// <summary>"Nothing leaks from test to training": data sets that differ outside train are augmented alike.</summary>
public sealed class AugmentationLeakTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Labels_and_items_of_valid_and_test_do_not_matter()
    {
        var (plan, given) = await AugmentAsync(await WriteAsync("one", row => (row % 40, (byte)(row % 2))));
        var (otherPlan, otherGiven) = await AugmentAsync(await WriteAsync("two", row => (row % 7, (byte)1)));

        Assert.Null(plan.Reason);
        Assert.Equivalent(plan, otherPlan, strict: true);
        Assert.Equal(given.ByDomain.Keys, otherGiven.ByDomain.Keys);
        Assert.All(given.ByDomain.Keys, minor => Assert.Equal(given.ByDomain[minor].Ids, otherGiven.ByDomain[minor].Ids));
    }

    private async Task<Dataset> WriteAsync(string name, Func<int, (int Item, byte Label)> outsideTrain)
    {
        string[] domains = ["large", "middle", "small"];
        FieldDraft[] fields =
        [
            new("item", FieldRole.Item, [.. Enumerable.Range(0, 100).Select(item => $"item-{item}")], null),
            new("domain", FieldRole.Domain, domains, null),
        ];
        await using var writer = DatasetWriter.Create(_directory[name], new DatasetDraft("leak", fields, "item", "domain", [], domains));
        foreach (var (domain, size) in new[] { 300, 60, 10 }.Index())
        {
            for (var row = 0; row < size; row++)
            {
                await writer.AddAsync(domain, Split.Train, new[] { 1 + row * 37 % 100, 1 + domain }, (byte)(row % 3 == 0 ? 0 : 1), Cancellation);
                foreach (var split in new[] { Split.Valid, Split.Test })
                    await writer.AddAsync(domain, split, new[] { 1 + outsideTrain(row).Item, 1 + domain }, outsideTrain(row).Label, Cancellation);
            }
        }
        return await writer.CompleteAsync(Cancellation);
    }

    private static async Task<(AugmentationPlan Plan, AugmentedSamples Given)> AugmentAsync(Dataset dataset)
    {
        var counter = new ItemCounter();
        var blocks = new List<SampleBlock>();
        foreach (var domain in dataset.Manifest.Domains)
        {
            await using var reader = await dataset.OpenPartitionAsync(domain, Split.Train, Cancellation);
            blocks.Add(await reader.ReadRowGroupAsync(0, Cancellation));
            counter.Add(blocks[^1], dataset.Manifest.ItemFieldIndex);
        }
        var options = new AugmentationOptions { MinorShare = 0.05, MajorShare = 0.5 };
        var plan = AugmentationPlan.Create(options, [.. dataset.Manifest.Domains.Select(domain => domain.Train.Samples)], counter.ToCounts());
        var augmenter = new CounterfactualAugmenter(dataset.Manifest, 1);
        return (plan, augmenter.Assign(plan, AugmentationProposal.Merge([.. blocks.Select((block, domain) => augmenter.Propose(plan, domain, block, 0))], plan.Wanted)));
    }
}
