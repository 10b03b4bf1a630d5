using System.Net.Sockets;
using Orleans.Runtime;

namespace Aread.Distributed.Grains;

/// <summary>Tells what befalls a cluster from what is wrong with a run.</summary>
internal static class Loss
{
    /// <summary>A silo died, hangs, is stopping or cannot be reached: the same work can succeed elsewhere.</summary>
    public static bool Is(Exception fault) => fault switch
    {
        AggregateException all => all.InnerExceptions.All(Is),
        OrleansException or TimeoutException or OperationCanceledException or ObjectDisposedException or SocketException => true,
        _ => false,
    };
}
