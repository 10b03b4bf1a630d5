using System.Net;
using System.Net.Sockets;
using Orleans.Configuration;

namespace Aread.Distributed.Hosting;

/// <summary>Where a silo listens and what it tells others.</summary>
internal static class ClusterEndpoints
{
    /// <exception cref="AreadException"><see cref="ClusterOptions.Address"/> is not one, and no host has that name.</exception>
    public static void Configure(this EndpointOptions endpoint, ClusterOptions options)
    {
        var address = options.Address is { } text ? Resolve(text) : options.Provider == ClusterProvider.Localhost ? IPAddress.Loopback : null;
        if (address is not null) endpoint.AdvertisedIPAddress = address;
        endpoint.SiloPort = Chosen(ClusterPorts.SiloPort(options));
        endpoint.GatewayPort = Chosen(ClusterPorts.GatewayPort(options));
        if (address is not null && IPAddress.IsLoopback(address)) return;
        endpoint.SiloListeningEndpoint = new IPEndPoint(IPAddress.Any, endpoint.SiloPort);
        endpoint.GatewayListeningEndpoint = new IPEndPoint(IPAddress.Any, endpoint.GatewayPort);

        static int Chosen(int port) => port != 0 ? port : ClusterPorts.FindFree();
    }

    private static IPAddress Resolve(string text)
    {
        if (IPAddress.TryParse(text, out var address)) return address;
        try
        {
            return Dns.GetHostAddresses(text, AddressFamily.InterNetwork)[0];
        }
        catch (Exception fault) when (fault is SocketException or ArgumentException or IndexOutOfRangeException)
        {
            throw new AreadException($"Cluster:Address is '{text}', which is no IP address, and no host of that name is known: {fault.Message} "
                + "Give the address at which the other silos reach this machine.", fault);
        }
    }
}
