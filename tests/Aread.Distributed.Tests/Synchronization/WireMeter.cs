using System.Collections.Concurrent;
using Orleans.Serialization;

namespace Aread.Distributed.Tests.Synchronization;

/// <summary>Weighs each call and each reply as it is, or would be, on the wire.</summary>
internal sealed class WireMeter(ConcurrentBag<WireMessage> messages, Serializer serializer) : IIncomingGrainCallFilter
{
    public async Task Invoke(IIncomingGrainCallContext context)
    {
        messages.Add(new WireMessage($"{context.InterfaceName}.{context.MethodName}", serializer.SerializeToArray<object>(context.Request).Length));
        await context.Invoke();
        if (context.Result is { } result) messages.Add(new WireMessage($"{context.InterfaceName}.{context.MethodName} reply", serializer.SerializeToArray(result).Length));
    }
}
