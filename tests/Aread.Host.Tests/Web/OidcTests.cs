using System.Net;
using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;

namespace Aread.Host.Tests.Web;

/// <summary>Access tokens of an issuer, as <c>Web:Authority</c> names it.</summary>
public sealed class OidcTests : IAsyncLifetime
{
    private const string Runs = "/api/v1/runs";

    private readonly OidcIssuer _issuer = new();
    private readonly ScriptedCluster _cluster = new();
    private TestServer? _server;

    private TestServer Server => _server!;

    public async ValueTask InitializeAsync() => _server = await TestServer.StartAsync(options => options with { Authority = _issuer.Address, ReadToken = TestServer.ReadToken }, _cluster);

    [Theory]
    [InlineData("read", HttpStatusCode.OK, HttpStatusCode.Forbidden)]
    [InlineData("operate", HttpStatusCode.OK, HttpStatusCode.OK)]
    [InlineData("scrape", HttpStatusCode.Forbidden, HttpStatusCode.Forbidden)]
    [InlineData("admin", HttpStatusCode.Forbidden, HttpStatusCode.Forbidden)]
    [InlineData(null, HttpStatusCode.Forbidden, HttpStatusCode.Forbidden)]
    public async Task The_role_in_a_token_says_what_its_holder_may_do(string? role, HttpStatusCode look, HttpStatusCode change)
    {
        var token = _issuer.Token(role);
        Assert.Equal(look, (await Server.SendAsync(HttpMethod.Get, Runs, token)).Response.StatusCode);
        Assert.Equal(change, (await Server.SendAsync(HttpMethod.Post, $"{Runs}/first/stop", token)).Response.StatusCode);
        Assert.Equal(change == HttpStatusCode.OK ? ["stop first"] : [], _cluster.Asked);
        Assert.Contains($"Audit: alice POST {Runs}/first/stop: {(int)change}", Server.Log);
        Assert.DoesNotContain(token, Server.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_for_others_or_of_others_or_of_yesterday_is_refused()
    {
        using var strange = RSA.Create(2048);
        string[] refused =
        [
            _issuer.Token("operate", audience: "another"),
            _issuer.Token("operate", issuer: "http://127.0.0.1:1"),
            _issuer.Token("operate", expires: TimeSpan.FromMinutes(-20)),
            _issuer.Token("operate", key: new RsaSecurityKey(strange) { KeyId = "one" }),
            Unsigned(_issuer.Token("operate")),
            _issuer.Token("operate")[..^4] + "AAAA",
            "a.b.c",
        ];
        foreach (var token in refused)
        {
            await Server.ProblemAsync(401, HttpMethod.Get, Runs, token);
            await Server.ProblemAsync(401, HttpMethod.Post, $"{Runs}/first/stop", token);
        }
        await Server.ProblemAsync(401, HttpMethod.Get, Runs);
        Assert.Empty(_cluster.Asked);
        Assert.All(refused, token => Assert.DoesNotContain(token, Server.Log, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_token_of_our_own_is_taken_beside_them() =>
        Assert.Equal(HttpStatusCode.OK, (await Server.SendAsync(HttpMethod.Get, Runs, TestServer.ReadToken)).Response.StatusCode);

    [Fact]
    public async Task The_claim_of_the_role_and_the_audience_can_be_others()
    {
        await using var server = await TestServer.StartAsync(options => options with { Authority = _issuer.Address, Audience = "training", RoleClaim = "groups" });
        Assert.Equal(HttpStatusCode.OK, (await server.SendAsync(HttpMethod.Get, Runs, _issuer.Token("read", audience: "training", claim: "groups"))).Response.StatusCode);
        await server.ProblemAsync(403, HttpMethod.Get, Runs, _issuer.Token("read", audience: "training"));
    }

    [Fact]
    public async Task An_issuer_that_is_away_lets_nobody_in()
    {
        await _issuer.DisposeAsync();
        await using var server = await TestServer.StartAsync(options => options with { Authority = _issuer.Address });
        await server.ProblemAsync(401, HttpMethod.Get, Runs, _issuer.Token("operate"));
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        await _issuer.DisposeAsync();
    }

    /// <summary>The same claims, with the algorithm <c>none</c>.</summary>
    private static string Unsigned(string token) => $"{Base64UrlEncoder.Encode("""{"alg":"none","typ":"JWT"}""")}.{token.Split('.')[1]}.";
}
