using System.Net;
using Aread.Host.Web;

namespace Aread.Host.Tests.Web;

public sealed class HealthTests
{
    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public async Task Probes_are_told_how_it_stands(bool isStarted, bool isReady)
    {
        await using var server = await TestServer.StartAsync(options => options with { ReadToken = TestServer.ReadToken }, health: new Health(() => isStarted, () => isReady));
        Assert.Equal(StatusOf(isStarted), (await server.SendAsync(HttpMethod.Get, HealthEndpoints.Startup)).Response.StatusCode);
        Assert.Equal(StatusOf(isReady), (await server.SendAsync(HttpMethod.Get, HealthEndpoints.Ready)).Response.StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await server.SendAsync(HttpMethod.Get, HealthEndpoints.Live)).Response.StatusCode);
    }

    private static HttpStatusCode StatusOf(bool isSo) => isSo ? HttpStatusCode.OK : HttpStatusCode.ServiceUnavailable;
}
