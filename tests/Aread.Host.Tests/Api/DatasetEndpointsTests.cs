using Aread.Data;
using Aread.Host.Api;
using Aread.Host.Tests.Web;
using Aread.Testing;

namespace Aread.Host.Tests.Api;

public sealed class DatasetEndpointsTests
{
    [Fact]
    public async Task Data_sets_are_listed_by_where_they_are()
    {
        await using var server = await TestServer.StartAsync();
        await SmallDataset.CreateAsync(server.Directory["data/shop/small"], 40, 20);
        Directory.CreateDirectory(server.Directory["data/torn"]);
        await File.WriteAllTextAsync(server.Directory["data/torn/dataset.json"], "{", TestContext.Current.CancellationToken);
        var listed = await server.GetAsync<DatasetSummary[]>("/api/v1/data");
        Assert.Equal(("shop/small", "small", 2, 60L, 15L, null), (listed[0].Name, listed[0].Title, listed[0].Domains, listed[0].TrainSamples, listed[0].TestSamples, listed[0].Reason));
        Assert.Equal("torn", listed[1].Name);
        Assert.Contains("dataset.json", listed[1].Reason);
        var shown = await server.GetAsync<DatasetManifest>("/api/v1/data/shop/small");
        Assert.Equal(["d0", "d1"], shown.Domains.Select(domain => domain.Name));
    }

    [Fact]
    public async Task A_data_set_that_is_not_there_is_answered_with_the_names_near_it()
    {
        await using var server = await TestServer.StartAsync();
        await SmallDataset.CreateAsync(server.Directory["data/shop"], 40);
        Assert.Equal("There is no data set 'shup'. Near it: shop.", await server.ProblemAsync(404, HttpMethod.Get, "/api/v1/data/shup"));
    }
}
