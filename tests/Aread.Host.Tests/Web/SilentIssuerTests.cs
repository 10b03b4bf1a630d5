using System.Net;
using System.Net.Sockets;
using Aread.Host.Web;
using Microsoft.Extensions.Time.Testing;

namespace Aread.Host.Tests.Web;

/// <summary>An issuer that takes calls and never says a word.</summary>
public sealed class SilentIssuerTests : IAsyncLifetime
{
    private const string Runs = "/api/v1/runs";

    private static readonly TimeSpan FarTooLong = TimeSpan.FromMinutes(2);

    private readonly TcpListener _issuer = new(IPAddress.Loopback, 0);
    private readonly OidcIssuer _other = new();
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UtcNow);
    private TestServer? _server;

    private TestServer Server => _server!;

    public async ValueTask InitializeAsync()
    {
        _issuer.Start();
        _server = await TestServer.StartAsync(options => options with { Authority = $"http://{_issuer.LocalEndpoint}", ReadToken = TestServer.ReadToken }, time: _time);
    }

    [Fact]
    public async Task Its_silence_is_waited_out_once_and_remembered_for_a_while()
    {
        var first = StatusAsync();
        using var call = await AcceptAsync();
        // Nobody who needs no issuer waits for it.
        Assert.Equal(HttpStatusCode.OK, (await Server.SendAsync(HttpMethod.Get, Runs, TestServer.ReadToken)).Response.StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await Server.SendAsync(HttpMethod.Get, HealthEndpoints.Ready)).Response.StatusCode);
        _time.Advance(IssuerConfiguration.Patience);
        Assert.Equal(HttpStatusCode.Unauthorized, await first);

        for (var i = 0; i < 3; i++) Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync());
        Assert.False(_issuer.Pending());
        Assert.Single(Server.Log.Split('\n'), line => line.Contains("cannot be asked", StringComparison.Ordinal));
    }

    [Fact]
    public async Task One_waits_when_it_is_asked_again_and_others_do_not()
    {
        var first = StatusAsync();
        using var call = await AcceptAsync();
        _time.Advance(IssuerConfiguration.Patience);
        await first;
        _time.Advance(IssuerConfiguration.Patience);

        var again = StatusAsync();
        using var secondCall = await AcceptAsync();
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync());
        Assert.False(again.IsCompleted);
        _time.Advance(IssuerConfiguration.Patience);
        Assert.Equal(HttpStatusCode.Unauthorized, await again);
    }

    public async ValueTask DisposeAsync()
    {
        _issuer.Dispose();
        await Server.DisposeAsync();
        await _other.DisposeAsync();
    }

    private async Task<HttpStatusCode> StatusAsync() =>
        (await Server.SendAsync(HttpMethod.Get, Runs, _other.Token("operate")).WaitAsync(FarTooLong, TestContext.Current.CancellationToken)).Response.StatusCode;

    private async Task<TcpClient> AcceptAsync() => await _issuer.AcceptTcpClientAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(FarTooLong, TestContext.Current.CancellationToken);
}
