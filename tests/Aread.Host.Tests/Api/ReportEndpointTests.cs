using Aread.Host.Tests.Web;

namespace Aread.Host.Tests.Api;

public sealed class ReportEndpointTests
{
    private const string Report = "/api/v1/runs/first/report";

    [Fact]
    public async Task The_page_about_a_run_is_shown_as_it_was_written_and_may_run_nothing()
    {
        await using var server = await TestServer.StartAsync();
        await server.AddRunAsync("first");
        var (response, body) = await server.SendAsync(HttpMethod.Get, Report);
        Assert.Equal("text/html", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal(await File.ReadAllTextAsync(server.Directory["runs/first/report.html"], TestContext.Current.CancellationToken), body);
        Assert.Equal("default-src 'none'; style-src 'unsafe-inline'; sandbox", response.Headers.GetValues("Content-Security-Policy").Single());
    }

    [Fact]
    public async Task A_run_without_a_page_says_when_it_will_have_one()
    {
        await using var server = await TestServer.StartAsync();
        await server.AddRunAsync("first");
        File.Delete(server.Directory["runs/first/report.html"]);
        Assert.Contains("it is written when the run ends", await server.ProblemAsync(404, HttpMethod.Get, Report));
    }

    [Fact]
    public async Task Without_a_token_there_is_no_page()
    {
        await using var server = await TestServer.StartClosedAsync();
        await server.AddRunAsync("first");
        await server.ProblemAsync(401, HttpMethod.Get, Report);
        Assert.True((await server.SendAsync(HttpMethod.Get, Report, TestServer.ReadToken)).Response.IsSuccessStatusCode);
    }
}
