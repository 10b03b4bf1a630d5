using Aread.Distributed.Contracts;

namespace Aread.Distributed.Hosting;

/// <summary>Refuses orders and replies of a version that this program does not know, instead of doing half of what they say.</summary>
internal sealed class WireVersionFilter : IIncomingGrainCallFilter, IOutgoingGrainCallFilter
{
    public Task Invoke(IIncomingGrainCallContext context)
    {
        for (var i = 0; i < context.Request.GetArgumentCount(); i++) Require(context.Request.GetArgument(i));
        return context.Invoke();
    }

    public async Task Invoke(IOutgoingGrainCallContext context)
    {
        await context.Invoke();
        Require(context.Result);
    }

    private static void Require(object? sent)
    {
        if (sent is WireRecord { Version: > WireRecord.CurrentVersion } record)
            throw new AreadException(
                $"A {record.GetType().Name} of version {record.Version} came to a program that knows {WireRecord.CurrentVersion}. Bring all silos and clients to the same version of the program.");
    }
}
