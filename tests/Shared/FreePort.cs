using System.Net;
using System.Net.Sockets;

namespace Aread.Testing;

/// <summary>
/// A port of the loopback address that nobody listens on. No port is given out twice, and none of those that the kernel gives to outgoing connections, so
/// it is still free when a server takes it.
/// </summary>
internal static class FreePort
{
    private const int First = 10_000;
    private const int Count = 22_000;

    // Test processes run beside each other: each looks from another place.
    private static int _next = Environment.ProcessId * 997 % Count;

    public static int Find()
    {
        for (var tried = 0; tried < Count; tried++)
        {
            var port = First + (int)((uint)Interlocked.Increment(ref _next) % Count);
            if (IsFree(port)) return port;
        }
        throw new InvalidOperationException($"No port from {First} to {First + Count - 1} is free.");
    }

    private static bool IsFree(int port)
    {
        try
        {
            using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            listener.Bind(new IPEndPoint(IPAddress.Loopback, port));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
