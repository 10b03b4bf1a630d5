using Aread.Distributed.Contracts;

namespace Aread.Distributed.Hosting;

/// <summary>Refuses records of a version that this program does not know, instead of doing half of what they ask.</summary>
internal sealed class WireVersionFilter : IIncomingGrainCallFilter
{
    public Task Invoke(IIncomingGrainCallContext context)
    {
        for (var i = 0; i < context.Request.GetArgumentCount(); i++)
            if (context.Request.GetArgument(i) is WireRecord { Version: > WireRecord.CurrentVersion } record)
                throw new AreadException(
                    $"A {record.GetType().Name} of version {record.Version} came to a silo that knows {WireRecord.CurrentVersion}. Bring all silos to the same version of the program.");
        return context.Invoke();
    }
}
