using Aread.Augmentation;
using Aread.Data;

namespace Aread.Tests.Augmentation;

/// <summary>Samples of three ids: user, item, domain.</summary>
internal static class SmallData
{
    private const int ItemField = 1;

    public static DatasetManifest Manifest(int domains) => new()
    {
        Name = "small",
        Fields = [new("user", FieldRole.User, 1, "", ""), new("item", FieldRole.Item, 1, "", ""), new("domain", FieldRole.Domain, domains + 1, "", "")],
        ItemField = "item",
        DomainField = "domain",
        Sequences = [],
        Domains = [.. Enumerable.Range(0, domains).Select(domain => new DomainSpec($"d{domain}", DomainId(domain), PartitionSpec.Empty, PartitionSpec.Empty, PartitionSpec.Empty))],
    };

    /// <summary>Unlike the domain's index, so that one cannot be taken for the other.</summary>
    public static int DomainId(int domain) => 1000 + domain;

    /// <summary>The user of row i is i.</summary>
    public static SampleBlock Block(int domain, (int Item, int Label)[] rows) =>
        new(3, [.. rows.SelectMany((row, i) => new[] { i, row.Item, DomainId(domain) })], [.. rows.Select(row => (byte)row.Label)]);

    public static ItemCounts Count(SampleBlock block)
    {
        var counter = new ItemCounter();
        counter.Add(block, ItemField);
        return counter.ToCounts();
    }
}
