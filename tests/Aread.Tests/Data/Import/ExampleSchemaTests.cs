using Aread.Data.Import;
using Aread.Testing;

namespace Aread.Tests.Data.Import;

public sealed class ExampleSchemaTests : IDisposable
{
    private readonly ImportCase _case = new();

    public void Dispose() => _case.Dispose();

    [Fact]
    public async Task The_example_of_movielens_imports_rows_of_that_layout()
    {
        var schema = await File.ReadAllTextAsync(
            Path.Combine(Repository.Root, "cluster", "examples", "movielens.schema.json"), TestContext.Current.CancellationToken);
        var csv = "user,item,domain,ts,label\n" + string.Concat(Enumerable.Range(0, 100).Select(i =>
            $"{i % 7},{i % 11},{(i % 3 == 0 ? "Drama" : "Animation|Children")},{1_260_759_144 + 3600 * i},{i % 2}\n"));

        var manifest = (await _case.RunAsync(csv, schema)).Dataset.Manifest;

        Assert.Equal(["user", "item", "domain", "weekday", "hour"], manifest.Fields.Select(field => field.Name));
        Assert.Equal(["liked", "disliked"], manifest.Sequences.Select(sequence => sequence.Name));
        Assert.Equal(15, manifest.Columns);
    }
}
