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
    public async Task Lists_keep_their_last_items_and_are_padded(string file)
    {
        var fixture = FixtureFiles.Open(file);
        var (length, padding) = (fixture.GetProperty("seq_maxlen").GetInt32(), fixture.GetProperty("padding_item").GetInt32());
        var cases = fixture.GetProperty("sequences").EnumerateArray().ToArray();
        var schema = ImportCase.Schema.Replace("{ \"name\": \"user\", \"kind\": \"user\" }", $$"""{ "name": "user", "kind": "sequence", "length": {{length}} }""", StringComparison.Ordinal);
        var listed = cases.SelectMany(list => list.Ints("ids")).Distinct().Where(item => item != padding).ToArray();
        var rows = cases.Select((list, i) => $"\"{list.GetProperty("text").GetString()}\",{listed[0]},a,{i},1\n")
            .Concat(listed.Select((item, i) => $"[],{item},b,{cases.Length + i},0\n"))
            .Concat(Enumerable.Range(0, 100).Select(i => $"[],{listed[0]},a,{1000 + i},0\n"));
        using var import = new ImportCase();

        var dataset = (await import.RunAsync(ImportCase.Header + string.Concat(rows), schema)).Dataset;

        var items = await ImportCase.VocabularyAsync(dataset, "item");
        var read = (await ImportCase.ReadAsync(dataset, Split.Train)).Where(sample => sample.Label == 1).ToArray();
        Assert.Equal(cases.Select(list => string.Join(',', list.Ints("ids"))), read.Select(sample => string.Join(',', sample.Ids[2..].Select(Item))));

        int Item(int id) => id == items.Count + 1 ? padding : int.Parse(items[id - 1], System.Globalization.CultureInfo.InvariantCulture);
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
