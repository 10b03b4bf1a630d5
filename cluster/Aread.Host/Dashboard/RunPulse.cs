using Aread.Host.Api;

namespace Aread.Host.Dashboard;

/// <summary>Tells pages when there is something new to show. It needs nobody who trains, and holds nothing for anybody.</summary>
internal sealed class RunPulse(RunCatalog runs, TimeProvider time)
{
    /// <summary>What does not show in files, such as a writer that died, is seen after so long.</summary>
    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    /// <summary>Pages take a tenth of a processor at most, each.</summary>
    private const int RestPerWork = 9;

    /// <param name="run">Null: all of them.</param>
    /// <returns>Another once the files of the run have changed.</returns>
    public string Stamp(string? run) => string.Join('|', (run is null ? runs.Names() : [run]).Select(runs.StampOf));

    /// <summary>Waits until files have changed since <paramref name="seen"/>, or for so long that it is worth a look.</summary>
    /// <param name="work">How long the last look took.</param>
    public async Task WaitAsync(string? run, string seen, TimeSpan work, CancellationToken cancellationToken)
    {
        var begun = time.GetTimestamp();
        await Task.Delay(work * RestPerWork, time, cancellationToken);
        do await Task.Delay(Pause, time, cancellationToken);
        while (Stamp(run) == seen && time.GetElapsedTime(begun) < LongestSilence);
    }
}
