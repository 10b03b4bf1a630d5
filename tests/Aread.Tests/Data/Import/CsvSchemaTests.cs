using Aread.Data;
using Aread.Data.Import;

namespace Aread.Tests.Data.Import;

public sealed class CsvSchemaTests : IDisposable
{
    private readonly ImportCase _case = new();

    public void Dispose() => _case.Dispose();

    [Theory]
    [InlineData("\"split\":", "\"splits\":", "Unknown key 'splits'; the keys here are ")]
    [InlineData("\"kind\": \"user\"", "\"kind\": \"user\", \"mincount\": 3, \"treshold\": 4", "treshold")]
    [InlineData("\"kind\": \"user\"", "\"minCount\": 3", "Missing: 'kind'. (at columns[0])")]
    [InlineData("\"kind\": \"user\"", "\"kind\": \"person\"", "'person', where one of these words must stand: ignore, label, domain, item, user, categorical, numeric, sequence, time, split. (at columns[0].kind)")]
    [InlineData("\"kind\": \"user\"", "\"kind\": \"user\", \"bins\": 8", "'bins' does not belong to a column of kind user")]
    [InlineData("\"kind\": \"time\"", "\"kind\": \"time\", \"minCount\": 2", "'minCount' does not belong")]
    [InlineData("\"kind\": \"domain\"", "\"kind\": \"domain\", \"unseen\": \"0\"", "'unseen' does not belong")]
    [InlineData("\"kind\": \"user\"", "\"kind\": \"item\"", "2 columns are of kind item")]
    [InlineData("\"kind\": \"domain\"", "\"kind\": \"categorical\"", "No column is of kind domain")]
    [InlineData("\"kind\": \"time\"", "\"kind\": \"ignore\"", "no column is of kind time")]
    [InlineData("\"name\": \"user\"", "\"name\": \"item\"", "two of 'item'")]
    [InlineData("\"valid\": 0.2", "\"valid\": 0.9", "leave something for train")]
    [InlineData("\"valid\": 0.2", "\"valid\": 0.2, \"seed\": 3", "Only a random split has a seed")]
    [InlineData("\"kind\": \"user\" },", "\"kind\": \"user\", \"minCount\": 0 },", "minCount is 0")]
    [InlineData("\"split\":", "\"histories\": [ { \"name\": \"liked\", \"of\": \"positive\", \"length\": 0 } ], \"split\":", "length 0")]
    [InlineData("\"kind\": \"time\"", "\"kind\": \"time\", \"derive\": [ \"month\" ]", "'month', where one of these words must stand: weekday, hour")]
    [InlineData("\"kind\": \"user\"", "\"kind\": \"numeric\", \"bins\": 4, \"cuts\": [ 1, 2 ]", "'cuts' and 'bins'")]
    [InlineData("\"kind\": \"user\"", "\"kind\": \"numeric\", \"cuts\": [ 1, 1 ]", "'cuts' has 1 at position 2")]
    [InlineData("\"kind\": \"user\"", "\"kind\": \"user\", \"cuts\": [ 1 ]", "'cuts' does not belong to a column of kind user")]
    [InlineData("\"kind\": \"domain\"", "\"kind\": \"domain\", \"unseen\": \"?\"", "'unseen' does not belong to a column of kind domain")]
    [InlineData("\"kind\": \"user\"", "\"kind\": \"user\", \"from\": \"directory\"", "'from' does not belong to a column of kind user")]
    public void What_does_not_fit_together_is_named(string text, string altered, string said)
    {
        var path = _case.Write("schema.json", ImportCase.Schema.Replace(text, altered, StringComparison.Ordinal));

        var fault = Assert.Throws<DataFormatException>(() => CsvSchema.Read(path));

        Assert.Equal(path, fault.File);
        Assert.Contains(said, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_schema_is_named() =>
        Assert.Contains(_case["none.json"], Assert.Throws<DataFormatException>(() => CsvSchema.Read(_case["none.json"])).Message, StringComparison.Ordinal);
}
