using System.Reflection;
using Aread.Testing;
using TorchSharp;

namespace Aread.Tests.Tensors;

/// <summary>Finds, in TorchSharp's own code, what makes a scalar and hands on nothing but its handle, directly or through others.</summary>
internal static class TemporaryScalars
{
    public static IReadOnlyCollection<MethodBase> Makers()
    {
        var callers = (from caller in IlCalls.Methods(typeof(torch).Assembly)
                       from called in IlCalls.Of(caller).Distinct()
                       select (caller, called)).ToLookup(call => call.called, call => call.caller);
        var makers = new HashSet<MethodBase>();
        var open = new Queue<MethodBase>(callers.Select(calls => calls.Key).Where(Makes));
        while (open.TryDequeue(out var called))
            foreach (var caller in callers[called])
                if (!Makes(caller) && makers.Add(caller)) open.Enqueue(caller);
        return makers;
    }

    private static bool Makes(MethodBase method) => method is MethodInfo { IsStatic: true } info && info.ReturnType == typeof(Scalar)
        && (method.DeclaringType == typeof(Scalar) || method.DeclaringType == typeof(ScalarExtensionMethods));
}
