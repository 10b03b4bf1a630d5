using System.Net;
using Aread.Host.Web;
using Aread.Testing;

namespace Aread.Host.Tests.Web;

public sealed class AccessTests
{
    private const string Runs = "/api/v1/runs";

    [Theory]
    [InlineData(null)]
    [InlineData("nobody-knows-this-token")]
    [InlineData("")]
    public async Task Without_a_token_that_is_known_nothing_is_shown(string? token)
    {
        await using var server = await TestServer.StartClosedAsync();
        foreach (var path in new[] { Runs, "/api/v1/openapi.json", "/api/v1/nothing", "/" })
            Assert.Contains("Authorization: Bearer TOKEN", await server.ProblemAsync(401, HttpMethod.Get, path, token));
        Assert.Equal("Bearer", (await server.SendAsync(HttpMethod.Get, Runs, token)).Response.Headers.WwwAuthenticate.Single().Scheme);
    }

    [Theory]
    [InlineData(TestServer.ReadToken)]
    [InlineData(TestServer.OperateToken)]
    public async Task Both_roles_look(string token)
    {
        await using var server = await TestServer.StartClosedAsync();
        Assert.Equal(HttpStatusCode.OK, (await server.SendAsync(HttpMethod.Get, Runs, token)).Response.StatusCode);
    }

    [Fact]
    public async Task On_loopback_without_tokens_everybody_is_let_in()
    {
        await using var server = await TestServer.StartAsync();
        Assert.Equal(HttpStatusCode.OK, (await server.SendAsync(HttpMethod.Get, Runs)).Response.StatusCode);
    }

    [Fact]
    public async Task A_file_gives_each_holder_a_token()
    {
        using var directory = new TemporaryDirectory();
        var file = directory.Write("tokens", "# who may do what\n\nread  alice 0123456789abcdef\noperate bob fedcba9876543210\n");
        await using var server = await TestServer.StartAsync(options => options with { TokenFile = file });
        Assert.Equal(HttpStatusCode.OK, (await server.SendAsync(HttpMethod.Get, Runs, "0123456789abcdef")).Response.StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await server.SendAsync(HttpMethod.Get, Runs, "fedcba9876543210")).Response.StatusCode);
        await server.ProblemAsync(401, HttpMethod.Get, Runs, "0123456789abcdeF");
    }

    /// <summary>It would be taken for one of the issuer's.</summary>
    [Fact]
    public async Task A_token_with_two_dots_is_known_where_there_is_an_issuer_too()
    {
        await using var server = await TestServer.StartAsync(options => options with { ReadToken = "first.second.third-part", Authority = "http://127.0.0.1:1" });
        Assert.Equal(HttpStatusCode.OK, (await server.SendAsync(HttpMethod.Get, Runs, "first.second.third-part")).Response.StatusCode);
        await server.ProblemAsync(401, HttpMethod.Get, Runs, "first.second.third-parT");
    }

    [Theory]
    [InlineData("reed alice 0123456789abcdef", "line 1: this is no token")]
    [InlineData("read alice", "line 1: this is no token")]
    [InlineData("\nread alice sekret", "line 2: a token must have 16 characters or more")]
    [InlineData("# none\n", "there is no token in it")]
    public void A_file_that_cannot_be_used_is_named_and_its_tokens_are_not_told(string content, string message)
    {
        using var directory = new TemporaryDirectory();
        var file = directory.Write("tokens", content);
        var fault = Assert.Throws<AreadException>(() => new WebAccess(new WebOptions { Address = "127.0.0.1:8080", TokenFile = file }));
        Assert.Contains(message, fault.Message);
        Assert.Contains(file, fault.Message);
        Assert.DoesNotContain("0123456789abcdef", fault.Message);
        Assert.DoesNotContain("sekret", fault.Message);
    }

    [Theory]
    [InlineData("0.0.0.0:8080")]
    [InlineData("[::]:8080")]
    [InlineData("10.0.0.7:8080")]
    public void An_address_that_others_reach_is_not_opened_to_them_unless_told_so_by_name(string address)
    {
        var options = new WebOptions { Address = address };
        var fault = Assert.Throws<AreadException>(() => new WebAccess(options));
        Assert.Contains($"{address} can be reached from other machines", fault.Message);
        Assert.Contains("Web:AllowOpen=true", fault.Message);
        Assert.True(new WebAccess(options with { AllowOpen = true }).IsOpen);
        Assert.False(new WebAccess(options with { ReadToken = TestServer.ReadToken }).IsOpen);
        Assert.False(new WebAccess(options with { Authority = "https://issuer.example" }).IsOpen);
    }

    [Fact]
    public void Behind_a_proxy_an_address_of_this_machine_is_one_that_others_reach()
    {
        var options = new WebOptions { Address = "127.0.0.1:8080", Proxies = "127.0.0.1" };
        Assert.Contains("by the proxies 127.0.0.1", Assert.Throws<AreadException>(() => new WebAccess(options)).Message);
        Assert.True(new WebAccess(options with { AllowOpen = true }).IsOpen);
        Assert.False(new WebAccess(options with { ReadToken = TestServer.ReadToken }).IsOpen);
    }

    [Fact]
    public void Options_do_not_print_their_tokens() =>
        Assert.DoesNotContain(TestServer.ReadToken, new WebOptions { ReadToken = TestServer.ReadToken, OperateToken = TestServer.ReadToken }.ToString());

    [Fact]
    public async Task A_name_that_another_site_gave_this_address_is_refused_where_no_token_is_asked_for()
    {
        await using var server = await TestServer.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, Runs);
        request.Headers.Host = "evil.example";
        Assert.Equal(HttpStatusCode.BadRequest, (await server.Client.SendAsync(request, TestContext.Current.CancellationToken)).StatusCode);
    }
}
