using System.Collections.Concurrent;
using Aread.Data;
using Aread.Distributed.Contracts;
using Aread.Training;
using static TorchSharp.torch;

namespace Aread.Distributed.Grains;

/// <summary>The run contexts of a silo: data set and model are opened once per run, for all its grains there.</summary>
public sealed class RunContexts(Device device)
{
    private readonly ConcurrentDictionary<string, Entry> _latest = new();

    public Task<RunContext> OfAsync(RunSetup setup) => _latest.AddOrUpdate(
        setup.Run,
        _ => Open(setup),
        (_, held) => held.Attempt == setup.Attempt ? held : Open(setup)).Context.Value;

    /// <summary>Takes a context that the coordinator has made already, for the grains beside it.</summary>
    public void Hold(RunSetup setup, RunContext context) =>
        _latest[setup.Run] = new Entry(setup.Attempt, new Lazy<Task<RunContext>>(Task.FromResult(context)));

    /// <exception cref="AreadException">The data set is not as it should be.</exception>
    public Task<RunContext> CreateAsync(string dataDirectory, AreadOptions options) =>
        Task.Run(() => RunContext.Create(Dataset.Open(dataDirectory), options, device));

    public void Forget(string run) => _latest.TryRemove(run, out _);

    private Entry Open(RunSetup setup) => new(setup.Attempt, new Lazy<Task<RunContext>>(() => CreateAsync(setup.DataDirectory, AreadJson.Read<AreadOptions>(setup.Options))));

    private sealed record Entry(long Attempt, Lazy<Task<RunContext>> Context);
}
