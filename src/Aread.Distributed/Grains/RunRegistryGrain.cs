using Aread.Distributed.Contracts;
using Aread.Distributed.Hosting;
using Orleans.Runtime;

namespace Aread.Distributed.Grains;

/// <inheritdoc cref="IRunRegistryGrain"/>
[GrainType("aread.run-registry")]
public sealed class RunRegistryGrain([PersistentState("registry", RunStore.Name)] IPersistentState<RunRegistryState> state) : Grain, IRunRegistryGrain
{
    /// <summary>Ended runs that are remembered; their directories stay.</summary>
    private const int KeptEnded = 100;

    private List<RunEntry> Runs => state.State.Runs;

    public async Task AdmitAsync(string run, RunRequest request)
    {
        var before = Runs.ToList();
        Runs.RemoveAll(entry => entry.Status.Run == run);
        Runs.Add(new RunEntry(new RunStatus(run, request.RunsDirectory, "", 0, 0, ""), request, IsWanted: true));
        while (Runs.Count(entry => !entry.IsWanted) > KeptEnded) Runs.Remove(Runs.First(entry => !entry.IsWanted));
        await WriteAsync(before);
    }

    public async Task UpdateAsync(RunStatus status)
    {
        var at = Runs.FindIndex(entry => entry.Status.Run == status.Run);
        // What is told late of a run that has ended is out of date.
        if (at < 0 || (!Runs[at].IsWanted && status.Outcome.Length == 0)) return;
        var (before, old) = (Runs.ToList(), Runs[at]);
        Runs[at] = old with { Status = status, IsWanted = old.IsWanted && status.Outcome.Length == 0 };
        // Phases are for looking at; only an end must outlive this silo.
        if (Runs[at].IsWanted != old.IsWanted) await WriteAsync(before);
    }

    public Task<IReadOnlyList<RunEntry>> ListAsync() => Task.FromResult<IReadOnlyList<RunEntry>>([.. Runs]);

    public Task<IReadOnlyList<RunEntry>> ListWantedAsync() => Task.FromResult<IReadOnlyList<RunEntry>>([.. Runs.Where(entry => entry.IsWanted)]);

    public Task<RunEntry?> FindAsync(string run) => Task.FromResult(Runs.FirstOrDefault(entry => entry.Status.Run == run));

    private async Task WriteAsync(List<RunEntry> before)
    {
        try
        {
            await state.WriteStateAsync();
        }
        catch
        {
            // Another activation may have written; what is there is read again before the next call.
            state.State.Runs = before;
            DeactivateOnIdle();
            throw;
        }
    }
}
