using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Aread.Host.Tests.Web;

/// <summary>Requests that no honest client makes.</summary>
public sealed class RequestTests
{
    private const string Runs = "/api/v1/runs";

    [Theory]
    [InlineData("..%2Fdata")]
    [InlineData("%2e%2e")]
    [InlineData(".hidden")]
    [InlineData("..%5Cdata")]
    [InlineData("%2Fetc")]
    [InlineData("a%00b")]
    public async Task A_name_that_leads_out_of_the_runs_is_refused(string name)
    {
        await using var server = await TestServer.StartAsync();
        var status = (await RawAsync(server, $"GET {Runs}/{name}/metrics HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")).Split(' ')[1];
        Assert.Contains(status, new[] { "400", "404" });
    }

    [Theory]
    [InlineData("../escape")]
    [InlineData("a/b")]
    [InlineData("")]
    public async Task A_run_outside_is_not_begun(string name)
    {
        var cluster = new ScriptedCluster();
        await using var server = await TestServer.StartAsync(cluster: cluster);
        Assert.Contains("cannot be the name of a run", await server.ProblemAsync(400, HttpMethod.Post, Runs, body: $$"""{"run":"{{name}}","data":"shop"}"""));
        Assert.Empty(cluster.Begun);
    }

    [Theory]
    [InlineData("../runs")]
    [InlineData("/etc")]
    [InlineData("shop/../../runs")]
    [InlineData("")]
    public async Task A_data_set_outside_is_refused(string name)
    {
        var cluster = new ScriptedCluster();
        await using var server = await TestServer.StartAsync(cluster: cluster);
        Assert.Contains("cannot be the name of a data set", await server.ProblemAsync(400, HttpMethod.Post, Runs, body: $$"""{"run":"second","data":"{{name}}"}"""));
        Assert.Empty(cluster.Begun);
    }

    [Fact]
    public async Task A_link_leads_nowhere()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need rights there.");
        await using var server = await TestServer.StartAsync();
        await server.AddRunAsync("first");
        Directory.CreateSymbolicLink(server.Directory["runs/linked"], server.Directory["runs/first"]);
        Assert.Contains("A link stands in the place of 'linked'", await server.ProblemAsync(400, HttpMethod.Get, $"{Runs}/linked"));
        Assert.DoesNotContain("linked", (await server.SendAsync(HttpMethod.Get, Runs)).Body);

        File.Delete(server.Directory["runs/first/metrics.json"]);
        File.CreateSymbolicLink(server.Directory["runs/first/metrics.json"], server.Directory.Write("secret.json", "{}"));
        await server.ProblemAsync(400, HttpMethod.Get, $"{Runs}/first/metrics");

        Directory.CreateSymbolicLink(server.Directory["data/linked"], "/etc");
        await server.ProblemAsync(400, HttpMethod.Get, "/api/v1/data/linked");
        Assert.Equal("[]", (await server.SendAsync(HttpMethod.Get, "/api/v1/data")).Body);
    }

    [Fact]
    public async Task A_body_that_is_too_large_is_refused()
    {
        var cluster = new ScriptedCluster();
        await using var server = await TestServer.StartAsync(options => options with { MaximumBodyBytes = 1024 }, cluster);
        var body = $$"""{"run":"second","data":"{{new string('a', 2000)}}"}""";
        await server.ProblemAsync(413, HttpMethod.Post, Runs, body: body);
        Assert.Empty(cluster.Begun);
    }

    [Theory]
    [InlineData("GET /api/v1/runs HTTP/1.1\r\nHost: loc")]
    [InlineData("POST /api/v1/runs HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{")]
    public async Task A_client_that_stands_still_is_let_go(string begun)
    {
        await using var server = await TestServer.StartAsync(options => options with { SlowClientSeconds = 2 }, new ScriptedCluster());
        // Ends only when the server closes the connection; the test's own time limit ends it otherwise.
        var answer = await RawAsync(server, begun);
        Assert.True(answer.Length == 0 || answer.Contains(" 408 ", StringComparison.Ordinal), answer);
        Assert.Equal(HttpStatusCode.OK, (await server.SendAsync(HttpMethod.Get, Runs)).Response.StatusCode);
    }

    [Fact]
    public async Task Who_asks_too_often_is_told_to_wait_and_probes_are_not()
    {
        await using var server = await TestServer.StartAsync(options => options with { RequestsPerSecond = 1 });
        for (var i = 0; i < 4; i++) await server.SendAsync(HttpMethod.Get, Runs);
        HttpResponseMessage last;
        do last = (await server.SendAsync(HttpMethod.Get, Runs)).Response;
        while (last.IsSuccessStatusCode);
        Assert.Equal(HttpStatusCode.TooManyRequests, last.StatusCode);
        Assert.NotNull(last.Headers.RetryAfter);
        for (var i = 0; i < 10; i++) Assert.Equal(HttpStatusCode.OK, (await server.SendAsync(HttpMethod.Get, "/health/live")).Response.StatusCode);
    }

    [Theory]
    [InlineData("Origin", "https://evil.example")]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    public async Task A_page_of_another_site_changes_nothing(string header, string value)
    {
        var cluster = new ScriptedCluster();
        await using var server = await TestServer.StartAsync(cluster: cluster);
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{Runs}/first/stop");
        request.Headers.Add(header, value);
        Assert.Equal(HttpStatusCode.Forbidden, (await server.Client.SendAsync(request, TestContext.Current.CancellationToken)).StatusCode);
        Assert.Empty(cluster.Asked);

        using var own = new HttpRequestMessage(HttpMethod.Post, $"{Runs}/first/stop");
        own.Headers.Add("Origin", server.Address.GetLeftPart(UriPartial.Authority));
        Assert.Equal(HttpStatusCode.OK, (await server.Client.SendAsync(own, TestContext.Current.CancellationToken)).StatusCode);
    }

    [Fact]
    public async Task A_page_of_another_site_opens_no_socket()
    {
        await using var server = await TestServer.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/_blazor");
        request.Headers.Connection.Add("Upgrade");
        request.Headers.Upgrade.Add(new("websocket"));
        request.Headers.Add("Origin", "https://evil.example");
        Assert.Equal(HttpStatusCode.Forbidden, (await server.Client.SendAsync(request, TestContext.Current.CancellationToken)).StatusCode);
    }

    [Fact]
    public async Task An_answer_does_not_tell_what_serves_it()
    {
        await using var server = await TestServer.StartAsync();
        var (response, _) = await server.SendAsync(HttpMethod.Get, Runs);
        Assert.Empty(response.Headers.Server);
    }

    [Fact]
    public async Task Where_nothing_is_the_answer_says_where_to_look()
    {
        await using var server = await TestServer.StartAsync();
        Assert.Contains("/api/v1/openapi.json", await server.ProblemAsync(404, HttpMethod.Get, "/api/v1/nothing"));
    }

    /// <summary>Sends bytes as they are, and reads until the server closes the connection.</summary>
    private static async Task<string> RawAsync(TestServer server, string sent)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(server.Address.Host, server.Address.Port, TestContext.Current.CancellationToken);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(sent), TestContext.Current.CancellationToken);
        using var reader = new StreamReader(stream, Encoding.ASCII);
        return await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
    }
}
