using System.Collections.Concurrent;
using Aread.Distributed.Contracts;
using Orleans.Runtime;

namespace Aread.Benchmarks.Silos;

/// <summary>
/// Times the calls that this silo's grains make of grains of a run. Before the first step after a mask search, and before the checkpoint that precedes one, it
/// can hold the run for a moment, so that what is read from outside belongs to one phase.
/// </summary>
internal sealed class CallMeter(StepWatch steps, TimeSpan hold) : IOutgoingGrainCallFilter, IIncomingGrainCallFilter
{
    private readonly ConcurrentDictionary<string, OpenTime> _calls = new();
    private readonly ConcurrentDictionary<string, bool> _grains = new();
    private Task _held = Task.CompletedTask;
    private bool _inSteps, _inSearch;

    /// <summary>By kind of grain and method.</summary>
    public IReadOnlyDictionary<string, Use> Calls => _calls.ToDictionary(call => call.Key, call => call.Value.Read());

    /// <summary>Grains of runs that began here, as <c>kind/key</c>.</summary>
    public IReadOnlyList<string> Grains => [.. _grains.Keys];

    public async Task Invoke(IOutgoingGrainCallContext context)
    {
        if (Kind(context.TargetId) is not { } kind)
        {
            await context.Invoke();
            return;
        }
        var method = context.MethodName;
        var fromCoordinator = context.SourceId is { } source && Kind(source) == "coordinator";
        if (fromCoordinator) await HoldAsync(method);
        var call = _calls.GetOrAdd($"{kind}.{method}", _ => new OpenTime());
        if (fromCoordinator && kind != "coordinator") steps.Begin(method);
        call.Begin();
        try
        {
            await context.Invoke();
        }
        finally
        {
            call.End();
            if (fromCoordinator) steps.End(method);
        }
    }

    public Task Invoke(IIncomingGrainCallContext context)
    {
        if (context.MethodName == nameof(IDomainGrain.StartAsync) && Kind(context.TargetId) is { } kind) _grains.TryAdd($"{kind}/{context.TargetId.Key}", true);
        return context.Invoke();
    }

    private Task HoldAsync(string method)
    {
        if (method == nameof(IDomainGrain.SearchAsync)) (_inSearch, _inSteps) = (true, false);
        var next = method == nameof(IDomainGrain.ComputeAsync);
        if ((next && _inSearch) || (method == nameof(IDomainGrain.SnapshotAsync) && _inSteps)) _held = Task.Delay(hold);
        if (next) (_inSearch, _inSteps) = (false, true);
        else if (method == nameof(IDomainGrain.SnapshotAsync)) _inSteps = false;
        return _held;
    }

    private static string? Kind(GrainId grain) => grain.Type.ToString() is { } type && type.StartsWith("aread.", StringComparison.Ordinal) ? type["aread.".Length..] : null;
}
