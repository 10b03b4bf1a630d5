using System.Collections.Concurrent;
using Aread.Data;

namespace Aread.Comparison;

/// <summary>
/// Trains every system with every seed, as many at once as the place has lanes. What has ended is kept in a file, a line each, so that a comparison that was
/// stopped goes on with what is missing.
/// </summary>
/// <param name="clusters">Groups of domains that the place trains with; null: every domain is one.</param>
/// <param name="results">The file; made if it is not there.</param>
public sealed class ComparisonRun(Dataset dataset, AreadOptions options, DomainClusters? clusters, ITrainingPlace place, string results)
{
    private const string Remedy = "Use the same data, options and clusters, or another directory for the results (--out).";

    /// <summary>Called for each training that had ended before, then before and after each, and after each of its epochs; from any thread.</summary>
    public Action<ComparisonEvent> Report { get; init; } = static _ => { };

    /// <returns>One result for each system and seed, in that order.</returns>
    /// <exception cref="AreadException">A system changes the options to what cannot be used. The file holds results of other data or options, is another process's, or cannot be written; or a training failed. One that diverges is a result without scores.</exception>
    public async Task<IReadOnlyList<ComparisonResult>> RunAsync(IReadOnlyList<ComparisonSystem> systems, IReadOnlyList<long> seeds, CancellationToken cancellationToken)
    {
        var done = new ConcurrentDictionary<(string System, long Seed), ComparisonResult>();
        foreach (var system in systems) Check(system);
        using var file = ResultFile<ComparisonResult>.Open(results);
        foreach (var result in file.Read(result => Other(result, systems))) done[result.Key] = result;
        foreach (var found in systems.SelectMany(_ => seeds, (system, seed) => (system.Name, seed)).Where(done.ContainsKey).Select(key => done[key]))
            Report(new ComparisonEvent(found.System, found.Seed, null, found));
        // Seed by seed, so that a comparison that is broken off has every system once before it has one of them often.
        var open = seeds.SelectMany(_ => systems, (seed, system) => (System: system, Seed: seed)).Where(job => !done.ContainsKey((job.System.Name, job.Seed)));
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await Task.WhenAll([.. open.Select(async job =>
        {
            try
            {
                var result = await TrainAsync(job.System, job.Seed, file, stop.Token);
                done[result.Key] = result;
            }
            catch
            {
                // One failed: the others are not waited for.
                await stop.CancelAsync();
                throw;
            }
        })]);
        return [.. systems.SelectMany(_ => seeds, (system, seed) => done[(system.Name, seed)])];
    }

    private async Task<ComparisonResult> TrainAsync(ComparisonSystem system, long seed, ResultFile<ComparisonResult> file, CancellationToken cancellationToken)
    {
        var job = new TrainingJob(system, options with { Training = options.Training with { Seed = seed } });
        var progress = new ProgressRelay(now => Report(new ComparisonEvent(system.Name, seed, now.Epoch == 0 ? null : now, null)));
        var result = new ComparisonResult(system.Name, seed, dataset.Fingerprint.Dataset, OptionsOf(system), 0, new ComparisonScore(null, null, 0, 0, 0)) { Version = AreadVersion.Current };
        try
        {
            var trained = await place.TrainAsync(job, progress, cancellationToken);
            result = result with { Seconds = trained.Seconds, Score = trained.Score };
        }
        catch (DivergedException diverged)
        {
            result = result with { Diverged = diverged.Message };
        }
        file.Append(result);
        Report(new ComparisonEvent(system.Name, seed, null, result));
        return result;
    }

    private void Check(ComparisonSystem system)
    {
        try
        {
            OptionsValidation.Check(system.Variant(options));
        }
        catch (AreadException fault)
        {
            throw new AreadException($"'{system.Name}' cannot be trained with these options. {fault.Message}", fault);
        }
    }

    /// <summary>Groups of domains are part of what a system was trained with if it has towers for them.</summary>
    private string OptionsOf(ComparisonSystem system) => OptionsFingerprint.Of(options, system.IsGrouped ? clusters : null);

    /// <summary>Results of systems that are not asked for are nobody's concern.</summary>
    private (string, string)? Other(ComparisonResult result, IReadOnlyList<ComparisonSystem> systems)
    {
        if (result.Dataset != dataset.Fingerprint.Dataset) return ($"{result.System} was trained on other data.", Remedy);
        if (systems.FirstOrDefault(system => system.Name == result.System) is not { } asked || result.Options == OptionsOf(asked)) return null;
        return ($"{result.System} was trained on this data with other options{(asked.IsGrouped ? " or clusters" : "")}.", Remedy);
    }
}
