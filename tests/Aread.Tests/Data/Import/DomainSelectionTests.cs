using Aread.Data;
using Aread.Data.Import;

namespace Aread.Tests.Data.Import;

public sealed class DomainSelectionTests : IDisposable
{
    private readonly ImportCase _case = new();

    public void Dispose() => _case.Dispose();

    /// <summary>Ten rows in each of a and b; c and d have one train row each, e only a test row, f positives and no test row.</summary>
    private static string Rows => ImportCase.Header
        + string.Concat(Enumerable.Range(0, 20).Select(i => $"u{i % 3},i{i % 4},{(i % 4 < 2 ? "a" : "b")},{1000 + i},{i % 2}\n"))
        + "u1,i1,c,1000,1\nu1,i2,d,1001,0\nu1,i9,e,1019,1\nu1,i3,f,1001,1\nu1,i3,f,1002,1\n";

    [Fact]
    public async Task Domains_without_train_samples_are_an_error_unless_told_otherwise()
    {
        var fault = await Assert.ThrowsAsync<AreadException>(() => _case.RunAsync(Rows));

        Assert.Contains("Domain 'e' has no train samples. Set \"smallDomains\"", fault.Message, StringComparison.Ordinal);
        Assert.Equal(["rows.csv", "schema.json"], _case.Entries);
    }

    [Fact]
    public async Task Small_domains_are_dropped_on_request()
    {
        var summary = await _case.RunAsync(Rows, WithSmall("drop", 2));

        Assert.Equal(["a", "b", "f"], summary.Dataset.Manifest.Domains.Select(domain => domain.Name));
        Assert.Equal((25, 3), (summary.Rows, summary.DroppedRows));
        Assert.Contains("3 domains ('c', 'd', 'e') have fewer than 2 train samples and were left out.", summary.Warnings);
        Assert.Equal(22, Enum.GetValues<Split>().Sum(summary.Samples));
    }

    [Fact]
    public async Task Small_domains_are_pooled_on_request()
    {
        var summary = await _case.RunAsync(Rows, WithSmall("pool", 2));

        Assert.Equal(["a", "b", "f", "other"], summary.Dataset.Manifest.Domains.Select(domain => domain.Name).Order());
        Assert.Equal(["a", "b", "f", "other"], (await ImportCase.VocabularyAsync(summary.Dataset, "channel")).Order());
        var other = summary.Dataset.Manifest.Domains.Single(domain => domain.Name == "other");
        Assert.Equal((2L, 0L, 1L), (other.Train.Samples, other.Valid.Samples, other.Test.Samples));
        Assert.All((await ImportCase.ReadAsync(summary.Dataset, Split.Test)).Where(sample => sample.Domain == "other"),
            sample => Assert.Equal(other.Id, sample.Ids[2]));
    }

    [Fact]
    public async Task Domains_that_cannot_be_scored_are_told()
    {
        var summary = await _case.RunAsync(Rows, WithSmall("drop", 2));

        Assert.Contains("Domain 'f' has only positives in train.", summary.Warnings);
        Assert.Contains("Domain 'f' has no test samples: left out of the averages over domains.", summary.Warnings);
    }

    [Fact]
    public async Task A_domain_without_positives_is_told()
    {
        var summary = await _case.RunAsync(ImportCase.Rows(40) + "u1,i1,c,1000,0\nu1,i1,c,1001,0\n");

        Assert.Contains("Domain 'c' has no positives in train.", summary.Warnings);
    }

    private static string WithSmall(string action, int least) =>
        ImportCase.Schema.Replace("\"split\":", $"\"smallDomains\": \"{action}\", \"minDomainSamples\": {least}, \"split\":", StringComparison.Ordinal);
}
