using System.Net;
using System.Net.Sockets;
using Orleans.Configuration;

namespace Aread.Distributed.Hosting;

/// <summary>The ports of a silo.</summary>
public static class ClusterPorts
{
    /// <summary>
    /// To be called before a silo starts. Two silos could listen on one port without an error; then the later is taken for a restart of the
    /// earlier, which ends.
    /// </summary>
    /// <exception cref="AreadException">A port is taken; the message names the key to set.</exception>
    public static void RequireFree(ClusterOptions options)
    {
        Require(nameof(ClusterOptions.SiloPort), SiloPort(options));
        Require(nameof(ClusterOptions.GatewayPort), GatewayPort(options));
    }

    /// <summary>0 = any that is free.</summary>
    internal static int SiloPort(ClusterOptions options) => Port(options, options.SiloPort, EndpointOptions.DEFAULT_SILO_PORT);

    /// <inheritdoc cref="SiloPort"/>
    internal static int GatewayPort(ClusterOptions options) => Port(options, options.GatewayPort, EndpointOptions.DEFAULT_GATEWAY_PORT);

    /// <summary>Two programs on one machine must not meet.</summary>
    internal static int FindFree() => Listen(0);

    private static int Port(ClusterOptions options, int asked, int standard) => asked != 0 || options.Provider == ClusterProvider.Localhost ? asked : standard;

    private static void Require(string key, int port)
    {
        try
        {
            Listen(port);
        }
        catch (SocketException fault)
        {
            throw new AreadException($"Port {port} cannot be listened on: {fault.Message}. Give this silo another one with --set {ClusterOptions.Section}:{key}=PORT.", fault);
        }
    }

    private static int Listen(int port)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Any, port));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}
