using System.Net;
using System.Net.Http.Headers;
using Aread.Host.Web;

namespace Aread.Host.Tests.Web;

/// <summary>Behind a proxy the client is whom the proxy names, and nobody else's word counts.</summary>
public sealed class ProxyTests
{
    private const string Stop = "/api/v1/runs/first/stop";

    [Theory]
    [InlineData("127.0.0.1", "203.0.113.9")]
    [InlineData("10.0.0.0/8, 127.0.0.0/8", "203.0.113.9")]
    [InlineData("10.0.0.0/8", "127.0.0.1")]
    [InlineData(null, "127.0.0.1")]
    public async Task The_log_knows_a_client_by_the_address_that_a_known_proxy_names(string? proxies, string address)
    {
        await using var server = await StartAsync(proxies);
        using var request = new HttpRequestMessage(HttpMethod.Post, Stop);
        request.Headers.Add("X-Forwarded-For", "203.0.113.9");
        await server.Client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Contains($"Audit: nobody POST {Stop}: 401, from {address}", server.Log);
    }

    [Theory]
    [InlineData("127.0.0.1", true)]
    [InlineData(null, false)]
    public async Task The_cookie_is_marked_for_https_where_a_known_proxy_speaks_it(string? proxies, bool secure)
    {
        await using var server = await StartAsync(proxies);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/login");
        request.Headers.Add("X-Forwarded-Proto", "https");
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/html"));
        var cookie = (await server.Client.SendAsync(request, TestContext.Current.CancellationToken)).Headers.GetValues("Set-Cookie").Single();
        Assert.Equal(secure, cookie.Contains("; secure", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Clients_of_a_proxy_are_limited_one_by_one()
    {
        await using var server = await TestServer.StartAsync(options => options with { Proxies = "127.0.0.1", AllowOpen = true, RequestsPerSecond = 1 });
        var first = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => StatusAsync("203.0.113.1")));
        Assert.Contains(HttpStatusCode.TooManyRequests, first);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync("203.0.113.2"));

        async Task<HttpStatusCode> StatusAsync(string client)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/runs");
            request.Headers.Add("X-Forwarded-For", client);
            return (await server.Client.SendAsync(request, TestContext.Current.CancellationToken)).StatusCode;
        }
    }

    [Theory]
    [InlineData("10.0.0.256")]
    [InlineData("10.0.0.0/33")]
    [InlineData("proxy.example")]
    public async Task What_is_no_address_is_refused(string proxies)
    {
        var run = await ProgramRun.Of("dashboard", "--http", "127.0.0.1:8080", "--set", $"Web:Proxies={proxies}");
        Assert.Equal(ExitCode.UserError, run.Code);
        Assert.Contains("Web:Proxies", run.Errors);
        Assert.Contains("10.42.0.0/16", run.Errors);
    }

    private static Task<TestServer> StartAsync(string? proxies) =>
        TestServer.StartAsync(options => options with { Proxies = proxies, ReadToken = TestServer.ReadToken, OperateToken = TestServer.OperateToken });
}
