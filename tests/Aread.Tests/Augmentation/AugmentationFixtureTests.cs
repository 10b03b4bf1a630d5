using System.Text.Json;
using Aread.Augmentation;
using Aread.Data;
using Aread.Tests.Fixtures;

namespace Aread.Tests.Augmentation;

/// <summary>Every case of augment.json, and of further files of that name and format.</summary>
public sealed class AugmentationFixtureTests
{
    private const double Tolerance = 1e-9;

    public static TheoryData<string, int> Cases => FixtureFiles.Cases("augment", "cases");

    [Theory, MemberData(nameof(Cases))]
    public void Popularity_is_that_of_the_oracle(string file, int index)
    {
        var given = Given.Read(file, index);
        foreach (var sample in given.Case.GetProperty("popularity_sample").EnumerateArray())
        {
            var item = sample.GetProperty("item").GetInt32();
            Assert.Equal(sample.Double("popularity"), given.Counts.Popularity(item), Tolerance);
            Assert.Equal(sample.GetProperty("total").GetInt32(), given.Counts.Exposures[Array.BinarySearch(given.Counts.Items, item)]);
        }
    }

    [Theory, MemberData(nameof(Cases))]
    public void Domains_give_and_receive_as_the_oracle_says(string file, int index)
    {
        var given = Given.Read(file, index);
        Assert.Null(given.Plan.Reason);
        Assert.Equal(given.Case.GetProperty("n_aug").GetInt32(), given.Plan.Wanted);
        Assert.Equal(given.Case.Ints("minor"), given.Plan.Minors);
        Assert.Equal(given.Case.Ints("major"), given.Plan.Majors);
        Assert.Equal(given.Case.Doubles("domain_weights"), given.Plan.TargetWeights, (expected, actual) => Math.Abs(expected - actual) <= Tolerance);
    }

    [Theory, MemberData(nameof(Cases))]
    public void Rows_are_proposed_with_the_weights_of_the_oracle(string file, int index)
    {
        var given = Given.Read(file, index);
        var augmenter = new CounterfactualAugmenter(SmallData.Manifest(given.Blocks.Length), 1);
        var unlimited = given.Plan with { Wanted = int.MaxValue };
        var proposed = AugmentationProposal.Merge([.. given.Blocks.Select((block, domain) => augmenter.Propose(unlimited, domain, block, 0))], int.MaxValue);

        var rows = given.Case.Ints("rows");
        Assert.Equal(rows, Enumerable.Range(0, proposed.Count).Select(i => given.RowsOf[proposed.Domains[i]][(int)proposed.Rows[i]]).Order());
        var weights = Array.ConvertAll(rows, row => 1 / given.Plan.PopularityOf(given.Items[row])!.Value);
        var sum = weights.Sum();
        Assert.Equal(given.Case.Doubles("row_weights"), weights.Select(weight => weight / sum), (expected, actual) => Math.Abs(expected - actual) <= Tolerance);
    }

    private sealed record Given(JsonElement Case, int[] Items, int[][] RowsOf, SampleBlock[] Blocks, ItemCounts Counts, AugmentationPlan Plan)
    {
        public static Given Read(string file, int index)
        {
            var given = FixtureFiles.Case(file, "cases", index);
            var (items, domains, labels) = (given.Ints("items"), given.Ints("domains"), given.Ints("labels"));
            int[][] rowsOf = [.. Enumerable.Range(0, domains.Max() + 1).Select(domain =>
                Enumerable.Range(0, items.Length).Where(row => domains[row] == domain).ToArray())];
            SampleBlock[] blocks = [.. rowsOf.Select((rows, domain) => SmallData.Block(domain, [.. rows.Select(row => (items[row], labels[row]))]))];
            var counts = ItemCounts.Merge(blocks.Select(SmallData.Count));
            var mode = Enum.Parse<AugmentationMode>(given.GetProperty("mode").GetString()!, ignoreCase: true);
            var options = new AugmentationOptions { Mode = mode, Ratio = given.Double("ratio") };
            var plan = AugmentationPlan.Create(options, [.. blocks.Select(block => (long)block.Count)], counts);
            return new Given(given, items, rowsOf, blocks, counts, plan);
        }
    }
}
