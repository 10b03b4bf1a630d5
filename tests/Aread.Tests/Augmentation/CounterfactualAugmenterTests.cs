using Aread.Augmentation;
using Aread.Data;
using CsCheck;

namespace Aread.Tests.Augmentation;

public sealed class CounterfactualAugmenterTests
{
    private static readonly AugmentationOptions Options = new() { MinorShare = 0.1, MajorShare = 0.2, Ratio = 0.05 };

    /// <summary>Two major domains that show many items seldom, one in between, two minor ones.</summary>
    private static readonly SampleBlock[] Blocks = [.. new[] { 400, 300, 150, 60, 20 }.Select((size, domain) => Domain(domain, size))];

    private static readonly AugmentationPlan Plan =
        AugmentationPlan.Create(Options, [.. Blocks.Select(block => (long)block.Count)], ItemCounts.Merge(Blocks.Select(SmallData.Count)));

    [Fact]
    public void Counts_merge_in_any_order_and_grouping() => Gen.Select(Gen.Int[0, 9], Gen.Int[0, 1]).Array[0, 30].Array[1, 5].Sample(parts =>
    {
        ItemCounts[] counts = [.. parts.Select(rows => SmallData.Count(SmallData.Block(0, rows)))];
        var whole = SmallData.Count(SmallData.Block(0, [.. parts.SelectMany(rows => rows)]));
        Assert.Equivalent(whole, ItemCounts.Merge(counts), strict: true);
        Assert.Equivalent(whole, ItemCounts.Merge(counts.Reverse()), strict: true);
        Assert.Equivalent(whole, ItemCounts.Merge([ItemCounts.Merge(counts[..1]), ItemCounts.Merge(counts[1..])]), strict: true);
    });

    [Fact]
    public void Row_groups_and_the_order_of_arrival_change_nothing()
    {
        var expected = Draw(seed: 5, groupSize: int.MaxValue, reversed: false);
        foreach (var (groupSize, reversed) in new[] { (7, false), (64, true), (1, true) })
        {
            var drawn = Draw(5, groupSize, reversed);
            Assert.Equal(expected.Keys, drawn.Keys);
            Assert.Equal(expected.Domains, drawn.Domains);
            Assert.Equal(expected.Rows, drawn.Rows);
            Assert.Equal(expected.Samples.Ids, drawn.Samples.Ids);
            Assert.Equal(expected.Available, drawn.Available);
        }
        Assert.NotEqual(expected.Rows, Draw(6, int.MaxValue, reversed: false).Rows);
    }

    [Fact]
    public void Only_positives_on_unpopular_items_of_major_domains_are_drawn_and_each_once()
    {
        var drawn = Draw(seed: 1, groupSize: 50, reversed: false);
        Assert.Equal(Plan.Wanted, drawn.Count);
        Assert.All(drawn.Domains, domain => Assert.Contains(domain, Plan.Majors));
        Assert.All(drawn.Samples.Labels, label => Assert.Equal(1, label));
        Assert.All(Enumerable.Range(0, drawn.Count), i => Assert.NotNull(Plan.PopularityOf(drawn.Samples.Sample(i)[1])));
        Assert.Equal(drawn.Count, drawn.Domains.Zip(drawn.Rows).Distinct().Count());
    }

    [Fact]
    public void Drawn_samples_keep_user_and_item_and_take_the_minor_domain()
    {
        var drawn = Draw(seed: 1, groupSize: 50, reversed: false);
        var given = Augmenter(1).Assign(Plan, drawn);
        Assert.All(given.ByDomain.Keys, domain => Assert.Contains(domain, Plan.Minors));
        foreach (var (minor, samples) in given.ByDomain)
            Assert.All(Enumerable.Range(0, samples.Count), row => Assert.Equal(SmallData.DomainId(minor), samples.Sample(row)[2]));
        Assert.Equal(Pairs([drawn.Samples]), Pairs(given.ByDomain.Values));
        Assert.Null(given.Shortage);

        static IEnumerable<(int, int)> Pairs(IEnumerable<SampleBlock> blocks) =>
            blocks.SelectMany(block => Enumerable.Range(0, block.Count).Select(row => (block.Sample(row)[0], block.Sample(row)[1]))).Order();
    }

    [Fact]
    public void Unpopular_items_are_drawn_more_often_by_their_weight()
    {
        // Item 1: popularity 2/3, item 2: 2/6. One draw of the two positives takes the second with probability 2/3.
        var block = SmallData.Block(0, [(1, 1), (2, 1), (2, 0), (2, 0), (2, 0)]);
        var plan = Plan with { Wanted = 1, Majors = [0], Items = [1, 2], Popularities = [2 / 3.0, 2 / 6.0] };
        const int seeds = 3000;
        var second = Enumerable.Range(0, seeds).Count(seed => Augmenter(seed).Propose(plan, 0, block, 0).Rows[0] == 1);
        Assert.InRange(second / (double)seeds, 0.64, 0.69);
    }

    [Fact]
    public void Domains_receive_by_the_target_weights()
    {
        var block = SmallData.Block(0, [.. Enumerable.Repeat((1, 1), 3000)]);
        var plan = Plan with { Wanted = 3000, Majors = [0], Minors = [3, 4], TargetWeights = [0.25, 0.75], Items = [1], Popularities = [0.5] };
        var augmenter = Augmenter(1);
        var given = augmenter.Assign(plan, augmenter.Propose(plan, 0, block, 0));
        Assert.InRange(given.ByDomain[4].Count / 3000.0, 0.72, 0.78);
    }

    [Fact]
    public void With_too_few_positives_all_are_given_and_it_is_said()
    {
        var plan = Plan with { Wanted = 100_000 };
        var augmenter = Augmenter(1);
        var drawn = AugmentationProposal.Merge([.. Blocks.Select((block, domain) => augmenter.Propose(plan, domain, block, 0))], plan.Wanted);
        var given = augmenter.Assign(plan, drawn);
        Assert.Equal(drawn.Available, given.Given);
        Assert.Contains("100,000", given.Shortage);
    }

    [Fact]
    public void Nothing_is_given_without_a_reason_being_named()
    {
        var counts = ItemCounts.Merge(Blocks.Select(SmallData.Count));
        Assert.Contains("switched off", AugmentationPlan.Create(Options with { Enabled = false }, [90, 5, 5], counts).Reason);
        Assert.Contains("minor", AugmentationPlan.Create(Options, [30, 30, 30], counts).Reason);
        Assert.Contains("major", AugmentationPlan.Create(Options with { MinorShare = 0.2 }, [.. Enumerable.Repeat(10L, 10)], counts).Reason);
        Assert.Contains("unpopular", AugmentationPlan.Create(Options, [90, 5, 5], ItemCounts.Empty).Reason);
        var plan = AugmentationPlan.Create(Options with { Ratio = 0 }, [90, 5, 5], counts);
        Assert.NotNull(plan.Reason);
        Assert.Equal(0, Augmenter(1).Propose(plan, 0, Blocks[0], 0).Count);
    }

    [Fact]
    public void A_domain_without_train_samples_receives_nothing() =>
        Assert.Equal([1], AugmentationPlan.Create(Options, [90, 5, 0], ItemCounts.Empty).Minors);

    [Fact]
    public void A_domain_cannot_be_told_to_be_minor_and_major()
    {
        var fault = Assert.Single(OptionsValidation.Find(new AreadOptions { Augmentation = new() { MinorShare = 0.3, MajorShare = 0.2 } }));
        Assert.Equal("Augmentation:MajorShare", fault.Key);
    }

    private static CounterfactualAugmenter Augmenter(long seed) => new(SmallData.Manifest(Blocks.Length), seed);

    private static AugmentationProposal Draw(long seed, int groupSize, bool reversed)
    {
        var augmenter = Augmenter(seed);
        var proposals = new List<AugmentationProposal>();
        for (var domain = 0; domain < Blocks.Length; domain++)
        {
            var block = Blocks[domain];
            for (var first = 0; first < block.Count; first += Math.Min(groupSize, block.Count))
            {
                var rows = block.Select([.. Enumerable.Range(first, Math.Min(groupSize, block.Count - first))]);
                proposals.Add(augmenter.Propose(Plan, domain, rows, first));
            }
        }
        if (reversed) proposals.Reverse();
        return proposals.Aggregate(AugmentationProposal.Empty(3), (best, next) => AugmentationProposal.Merge([best, next], Plan.Wanted));
    }

    private static SampleBlock Domain(int domain, int size) =>
        SmallData.Block(domain, [.. Enumerable.Range(0, size).Select(row => (Item: row * 7 % 311 % (1 + row % 211), Label: row % 3 == 0 ? 0 : 1))]);
}
