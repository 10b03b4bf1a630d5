using System.Net;
using System.Text.Json.Nodes;
using Aread.Data;
using Aread.Data.Inspection;
using Aread.Host.Api;
using Aread.Host.Tests.Web;
using Aread.Testing;
using Microsoft.Extensions.Time.Testing;

namespace Aread.Host.Tests.Api;

public sealed class DatasetEndpointsTests
{
    private const string Reports = "/api/v1/data-reports";

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

    [Fact]
    public async Task A_report_is_what_the_program_prints_of_the_same_data_set()
    {
        await using var server = await TestServer.StartAsync();
        await SmallDataset.CreateAsync(server.Directory["data/shop/small"], 40, 20);
        var printed = await ProgramRun.Of("data", "show", server.Directory["data/shop/small"], "--json");
        var (response, body) = await server.SendAsync(HttpMethod.Get, $"{Reports}/shop/small");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(printed.Output), JsonNode.Parse(body)), $"{printed.Output}\n{body}");
    }

    [Fact]
    public async Task A_data_set_that_took_the_place_of_another_has_a_report_of_its_own()
    {
        await using var server = await TestServer.StartAsync();
        await SmallDataset.CreateAsync(server.Directory["data/shop"], 40, 20);
        Assert.Equal(2, (await server.GetAsync<DatasetReport>($"{Reports}/shop")).Domains.Count);
        Directory.Delete(server.Directory["data/shop"], recursive: true);
        await SmallDataset.CreateAsync(server.Directory["data/shop"], 40, 20, 10);
        Assert.Equal(3, (await server.GetAsync<DatasetReport>($"{Reports}/shop")).Domains.Count);
    }

    [Fact]
    public async Task Who_does_not_wait_is_told_that_the_report_is_being_made()
    {
        await using var server = await TestServer.StartAsync();
        await SmallDataset.CreateAsync(server.Directory["data/shop"], 40);
        await Eventually.IsTrueAsync(async () =>
        {
            var (response, body) = await server.SendAsync(HttpMethod.Get, $"{Reports}/shop?wait=0");
            if (response.StatusCode == HttpStatusCode.OK) return AreadJson.Read<DatasetReport>(body).Name == "small";
            Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
            Assert.InRange(AreadJson.Read<WorkUnderWay>(body).Share, 0, 1);
            return false;
        }, TestContext.Current.CancellationToken);
    }

    [Theory]
    [InlineData("shup", 404, "There is no data set 'shup'. Near it: shop.")]
    [InlineData("shop?wait=31", 400, "wait must be from 0 to 30.")]
    [InlineData("..%2fshop", 400, "cannot be the name of a data set")]
    public async Task A_report_that_cannot_be_made_says_why(string path, int status, string message)
    {
        await using var server = await TestServer.StartAsync();
        await SmallDataset.CreateAsync(server.Directory["data/shop"], 40);
        Assert.Contains(message, await server.ProblemAsync(status, HttpMethod.Get, $"{Reports}/{path}"));
    }

    [Fact]
    public async Task A_damaged_data_set_is_named_with_its_file_and_can_be_asked_for_again_after_a_time()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var server = await TestServer.StartAsync(time: time);
        var dataset = await SmallDataset.CreateAsync(server.Directory["data/shop"], 40);
        var file = dataset.PathOf(dataset.Manifest.Domains[0].Train);
        var whole = await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken);
        await File.WriteAllBytesAsync(file, [.. whole.Select(part => (byte)~part)], TestContext.Current.CancellationToken);
        Assert.Contains($"{file}: The file was altered", await server.ProblemAsync(500, HttpMethod.Get, $"{Reports}/shop"));
        await File.WriteAllBytesAsync(file, whole, TestContext.Current.CancellationToken);
        time.Advance(DatasetReports.FaultKept);
        Assert.Single((await server.GetAsync<DatasetReport>($"{Reports}/shop")).Domains);
    }
}
