using Aread.Data.Import;
using Aread.Data.Revision;
using Aread.Tests.Data.Import;

namespace Aread.Tests.Data.Revision;

public sealed class NumericFieldTests : IDisposable
{
    private readonly ImportCase _case = new();

    public void Dispose() => _case.Dispose();

    [Fact]
    public async Task A_domain_comes_from_an_import_that_cuts_numbers_at_the_same_places()
    {
        const string Cut = "\"kind\": \"numeric\", \"cuts\": [ 3, 12 ]";
        var current = await ImportAsync(Cut, "a", 0);

        var grown = await new DatasetRevision(current, _case["grown"], () => { }).AddAsync("c", await ImportAsync(Cut, "c", 8), TestContext.Current.CancellationToken);

        Assert.Equal(["a", "b", "c"], grown.Manifest.Domains.Select(domain => domain.Name));
    }

    [Fact]
    public async Task A_domain_of_other_bins_is_refused_with_what_to_do()
    {
        const string Binned = "\"kind\": \"numeric\", \"bins\": 4";
        var (current, other) = (await ImportAsync(Binned, "a", 0), await ImportAsync(Binned, "c", 8));

        var fault = await Assert.ThrowsAsync<AreadException>(() => new DatasetRevision(current, _case["grown"], () => { }).AddAsync("c", other, TestContext.Current.CancellationToken));

        Assert.Contains("\"cuts\"", fault.Message, StringComparison.Ordinal);
    }

    /// <summary>Twenty rows of domain b and another, with users as numbers.</summary>
    private async Task<Aread.Data.Dataset> ImportAsync(string numeric, string domain, int least)
    {
        var schema = ImportCase.Schema.Replace("\"kind\": \"user\"", numeric, StringComparison.Ordinal);
        var rows = ImportCase.Header + string.Concat(Enumerable.Range(0, 20).Select(i => $"{least + i},i{i % 4},{(i % 2 == 0 ? domain : "b")},{1000 + i},{i / 2 % 2}\n"));
        return (await CsvImport.RunAsync(_case.Request(rows, schema) with { OutputDirectory = _case[domain] }, null, TestContext.Current.CancellationToken)).Dataset;
    }
}
