using System.Collections.Concurrent;
using Aread.Data;
using Aread.Distributed.Contracts;
using Aread.Training;
using Orleans.Runtime;
using static TorchSharp.torch;

namespace Aread.Distributed.Grains;

/// <summary>The run contexts of a silo: data set and model are opened once per run, for all its grains there.</summary>
public sealed class RunContexts(Device device, ComputeOptions compute, ILocalSiloDetails silo)
{
    private readonly ConcurrentDictionary<string, Entry> _latest = new();

    /// <exception cref="UnfitSiloException">This silo does not see the run's data, or computes otherwise than the run wants.</exception>
    public Task<RunContext> OfAsync(RunSetup setup) => _latest.AddOrUpdate(
        setup.Run,
        _ => Open(setup),
        (_, held) => held.Serves(setup) ? held : Open(setup)).Context.Value;

    /// <summary>Takes a context that the coordinator has made already, for the grains beside it.</summary>
    public void Hold(RunSetup setup, RunContext context) => _latest[setup.Run] = new Entry(setup, new Lazy<Task<RunContext>>(Task.FromResult(context)));

    /// <exception cref="AreadException">The data set is not as it should be, or this silo computes otherwise than the run wants.</exception>
    public Task<RunContext> CreateAsync(string run, string dataDirectory, AreadOptions options)
    {
        if (options.Compute.ThreadsPerLane != compute.ThreadsPerLane)
            throw new UnfitSiloException(
                $"Run '{run}' computes with {options.Compute.ThreadsPerLane} threads a lane, silo {silo.SiloAddress} with {compute.ThreadsPerLane}. "
                + "The number can change results, so all silos must have the run's: start them with --set Compute:ThreadsPerLane=N.");
        return Task.Run(() => RunContext.Create(Dataset.Open(dataDirectory), options, device));
    }

    public void Forget(string run) => _latest.TryRemove(run, out _);

    private Entry Open(RunSetup setup) => new(setup, new Lazy<Task<RunContext>>(async () =>
    {
        var options = AreadJson.Read<AreadOptions>(setup.Options);
        RunContext context;
        try
        {
            context = await CreateAsync(setup.Run, setup.DataDirectory, options);
        }
        catch (Exception fault) when (fault is DataFormatException || StorageFault.Is(fault))
        {
            throw new UnfitSiloException($"Silo {silo.SiloAddress}: {fault.Message} Every silo must see the data under the same path.", fault);
        }
        return context.Dataset.Fingerprint.Dataset == setup.DatasetHash
            ? context
            : throw new UnfitSiloException($"Silo {silo.SiloAddress} sees other data in {setup.DataDirectory} than the run's coordinator. Every silo must see the same data under the same path.");
    }));

    private sealed record Entry(RunSetup Setup, Lazy<Task<RunContext>> Context)
    {
        /// <summary>A context that could not be opened is opened again.</summary>
        public bool Serves(RunSetup setup) =>
            (Setup.DataDirectory, Setup.Options, Setup.DatasetHash) == (setup.DataDirectory, setup.Options, setup.DatasetHash)
            && !(Context.IsValueCreated && Context.Value.IsFaulted);
    }
}
