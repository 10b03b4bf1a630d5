using Aread.Data;
using Aread.Serving;
using Aread.Testing;
using Aread.Tests.Data.Import;

namespace Aread.Tests.Serving;

public sealed class SampleEncoderTests : IDisposable
{
    private const string Schema = """
        {
          "columns": [
            { "name": "user", "kind": "user" }, { "name": "item", "kind": "item" }, { "name": "channel", "kind": "domain" },
            { "name": "ts", "kind": "time", "format": "iso", "derive": [ "weekday", "hour" ] },
            { "name": "price", "kind": "numeric", "bins": 4, "allowMissing": true },
            { "name": "seen", "kind": "sequence", "length": 2 }, { "name": "part", "kind": "split" }, { "name": "label", "kind": "label" }
          ],
          "split": { "by": "column" },
          "histories": [ { "name": "liked", "of": "positive", "length": 2 } ]
        }
        """;

    private readonly ImportCase _case = new();
    private readonly TemporaryDirectory _directory = new();

    public void Dispose()
    {
        _case.Dispose();
        _directory.Dispose();
    }

    [Fact]
    public async Task Values_become_the_ids_that_the_import_gave_them()
    {
        var dataset = await ImportAsync();
        var samples = await ImportCase.ReadAsync(dataset, Split.Test);
        var encoder = await EncoderAsync(dataset);

        var ids = encoder.Encode(0,
        [
            Sample(("user", "u1"), ("ts", "2024-01-06T07:00:00Z"), ("price", "6.5"), ("seen", Items("i0", "i3", "i9")), ("liked", Items("i2", "i3", "i2"))),
            Sample(("user", "u2"), ("item", "new"), ("ts", "2024-01-06T10:30:00+03:00"), ("price", ""), ("liked", Items("i2", "i3"))),
        ]);

        Assert.Equal(samples.Select(sample => string.Join(',', sample.Ids)), [string.Join(',', ids.Sample(0).ToArray()), string.Join(',', ids.Sample(1).ToArray())]);
    }

    [Theory]
    [InlineData("user", null, "is missing. A sample has the fields user, item, ts, price, seen, liked.")]
    [InlineData("liked", null, "is missing.")]
    [InlineData("channel", "a", "is not known. A sample has the fields user, item, ts, price, seen, liked.")]
    [InlineData("weekday", "Mon", "is not known.")]
    [InlineData("user", "", "is empty.")]
    [InlineData("price", "cheap", "'cheap' is no finite number.")]
    [InlineData("price", "NaN", "'NaN' is no finite number.")]
    [InlineData("ts", "yesterday", "'yesterday' is not an ISO 8601 time.")]
    [InlineData("seen", "i1", "is no list.")]
    public async Task A_sample_that_cannot_be_read_is_named_with_the_field(string field, string? value, string reason)
    {
        var encoder = await EncoderAsync(await ImportAsync());
        var broken = Sample();
        if (value is null) broken.Remove(field);
        else broken[field] = RawValue.Of(value);

        var fault = Assert.Throws<SampleFault>(() => encoder.Encode(0, [Sample(), broken]));

        Assert.Equal((1, field), (fault.Sample, fault.Field));
        Assert.StartsWith($"Sample 1, field '{field}': {reason}", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_list_is_no_value()
    {
        var encoder = await EncoderAsync(await ImportAsync());
        Assert.Equal("is a list. Give one value.", Assert.Throws<SampleFault>(() => encoder.Encode(0, [Sample(("user", Items("u1")))])).Reason);
    }

    [Fact]
    public async Task Fields_of_a_data_set_that_was_not_imported_take_their_values_as_they_are()
    {
        var dataset = await SmallDataset.CreateAsync(_directory["data"], 8, 8);
        var encoder = await EncoderAsync(dataset);
        var sample = new Dictionary<string, RawValue> { ["user"] = RawValue.Of("u3"), ["item"] = RawValue.Of("i0"), ["liked"] = RawValue.Of(["i5"]) };

        Assert.Equal([4, 1, 2, 6, 61], encoder.Encode(1, [sample]).Ids);
        sample["liked"] = RawValue.Of(["i1", "i2", "i3"]);
        Assert.Equal("has 3 items. Give those that count, 2 at most.", Assert.Throws<SampleFault>(() => encoder.Encode(1, [sample])).Reason);
    }

    private async Task<Dataset> ImportAsync()
    {
        var rows = string.Concat(Enumerable.Range(0, 40).Select(i => $"u{i % 3},i{i % 4},{(i % 2 == 0 ? "a" : "b")},2024-01-0{1 + i / 10}T0{i % 10}:00:00Z,{i},[],train,{i / 2 % 2}\n"))
            + "u1,i1,b,2024-01-05T01:00:00Z,1,[],valid,1\n"
            + "u1,i1,a,2024-01-06T07:00:00Z,6.5,\"[i0, i3, i9]\",test,1\nu2,new,a,2024-01-06T10:30:00+03:00,,[],test,0\n";
        return (await _case.RunAsync("user,item,channel,ts,price,seen,part,label\n" + rows, Schema)).Dataset;
    }

    private static async Task<SampleEncoder> EncoderAsync(Dataset dataset)
    {
        var vocabularies = new List<IReadOnlyList<string>>();
        foreach (var field in dataset.Manifest.Fields) vocabularies.Add(await ImportCase.VocabularyAsync(dataset, field.Name));
        return new SampleEncoder(ServedSchema.Of(dataset, vocabularies, _ => null), vocabularies);
    }

    private static RawValue Items(params string[] items) => RawValue.Of(items);

    private static Dictionary<string, RawValue> Sample(params (string Field, object Value)[] values)
    {
        var sample = new Dictionary<string, RawValue>
        {
            ["user"] = RawValue.Of("u0"),
            ["item"] = RawValue.Of("i1"),
            ["ts"] = RawValue.Of("2024-01-06T07:00:00Z"),
            ["price"] = RawValue.Of("3"),
            ["seen"] = Items(),
            ["liked"] = Items(),
        };
        foreach (var (field, value) in values) sample[field] = value as RawValue? ?? RawValue.Of((string)value);
        return sample;
    }
}
