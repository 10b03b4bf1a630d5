using Microsoft.Extensions.Hosting;

namespace Aread.Host.Web;

/// <summary>A server that lives as long as the host it is in. Added before the silo, it answers probes while the silo still joins, and until it has left.</summary>
internal sealed class WebService(WebServer server) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => server.StartAsync(cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => server.StopAsync(cancellationToken);
}
