using System.Text.Json;
using Aread.Data;
using Aread.Data.Import;
using Aread.Tests.Fixtures;

namespace Aread.Tests.Data.Import;

public sealed class DataFixtureTests
{
    public static TheoryData<string> Files => [.. FixtureFiles.Keys("data")];

    [Theory]
    [MemberData(nameof(Files))]
    public void Times_are_divided_as_published(string file)
    {
        var fixture = FixtureFiles.Open(file);
        var times = fixture.GetProperty("timestamps").Deserialize<long[]>()!;
        var sorted = times.Order().ToArray();

        var split = TimeSplit.Of(sorted.Length, i => sorted[i], new CsvSplit(SplitBy.Time, 0.05m, 0.05m));

        Assert.Equal(fixture.Double("q90"), split.ValidFrom);
        Assert.Equal(fixture.Double("q95"), split.TestFrom);
        Assert.Equal(fixture.Ints("split").Select(tag => (Split)tag), times.Select(time => split[time]));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Every_domain_has_its_number_of_batches(string file)
    {
        var batches = FixtureFiles.Open(file).GetProperty("batches");
        var size = batches.GetProperty("batch_size").GetInt32();
        var counts = new List<int>();
        foreach (var rows in batches.Ints("domain_rows"))
        {
            var pass = new ShuffledBatches(new MemorySampleSource(new SampleBlock(1, new int[rows], new byte[rows])), size, 1, "test");
            while (await pass.NextAsync(TestContext.Current.CancellationToken) is not null) continue;
            counts.Add((int)pass.Position);
        }

        Assert.Equal(batches.Ints("batch_counts"), counts);
    }
}
