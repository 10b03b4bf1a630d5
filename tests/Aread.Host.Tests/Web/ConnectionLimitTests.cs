using System.Net;
using System.Net.Sockets;
using Aread.Testing;

namespace Aread.Host.Tests.Web;

public sealed class ConnectionLimitTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task More_connections_than_allowed_are_closed_and_one_that_ends_makes_room()
    {
        await using var server = await TestServer.StartAsync(options => options with { MaximumConnections = 2 });
        using var first = await ConnectAsync(server);
        using var second = await ConnectAsync(server);
        await AskAsync(first);
        await AskAsync(second);

        using var third = await ConnectAsync(server);
        Assert.True(await IsClosedAsync(third));

        first.Dispose();
        await Eventually.IsTrueAsync(async () =>
        {
            try
            {
                return (await server.SendAsync(HttpMethod.Get, "/api/v1/runs")).Response.StatusCode == HttpStatusCode.OK;
            }
            catch (HttpRequestException)
            {
                return false;
            }
        }, Token);
    }

    /// <summary>Else as many as are allowed, which cost nothing to keep, would keep probes out.</summary>
    [Fact]
    public async Task A_connection_that_says_nothing_is_closed()
    {
        await using var server = await TestServer.StartAsync(options => options with { SlowClientSeconds = 2 });
        using var silent = await ConnectAsync(server);
        Assert.True(await IsClosedAsync(silent).WaitAsync(TimeSpan.FromSeconds(60), Token));
    }

    private static async Task<TcpClient> ConnectAsync(TestServer server)
    {
        var client = new TcpClient();
        await client.ConnectAsync(server.Address.Host, server.Address.Port, Token);
        return client;
    }

    /// <summary>A request whose answer shows that the server has taken the connection, which stays open.</summary>
    private static async Task AskAsync(TcpClient client)
    {
        await client.GetStream().WriteAsync("GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n"u8.ToArray(), Token);
        Assert.True(await client.GetStream().ReadAsync(new byte[1024], Token) > 0);
    }

    private static async Task<bool> IsClosedAsync(TcpClient client)
    {
        try
        {
            return await client.GetStream().ReadAsync(new byte[1], Token) == 0;
        }
        catch (IOException)
        {
            return true;
        }
    }
}
