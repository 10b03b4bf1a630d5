using System.Collections.Concurrent;
using System.Diagnostics;
using System.IO.Hashing;
using System.Text;
using Aread.Data;
using Aread.Tensors;
using static TorchSharp.torch;

namespace Aread.Comparison;

/// <summary>
/// Trains every system with every seed, as many at once as there are lanes. What has ended is kept in a file, a line each, so that a comparison that was
/// stopped goes on with what is missing.
/// </summary>
/// <param name="clusters">Groups of domains for the systems that have a tower for each; null: every domain is one.</param>
/// <param name="results">The file; made if it is not there.</param>
/// <param name="lanes">Threads that train, each one system at a time.</param>
public sealed class ComparisonRun(Dataset dataset, AreadOptions options, DomainClusters? clusters, Device device, string results, int lanes)
{
    private readonly Lock _writing = new();

    /// <summary>Called for each training that had ended before, then before and after each, and after each of its epochs; from any lane.</summary>
    public Action<ComparisonEvent> Report { get; init; } = static _ => { };

    /// <returns>One result for each system and seed, in that order.</returns>
    /// <exception cref="AreadException">The file holds results of other data or options, or cannot be written; or a training diverged.</exception>
    public async Task<IReadOnlyList<ComparisonResult>> RunAsync(IReadOnlyList<ComparisonSystem> systems, IReadOnlyList<long> seeds, CancellationToken cancellationToken)
    {
        var done = new ConcurrentDictionary<(string System, long Seed), ComparisonResult>(ReadResults().Select(result => KeyValuePair.Create(result.Key, result)));
        // Seed by seed, so that a comparison that is broken off has every system once before it has one of them often.
        var open = new ConcurrentQueue<(ComparisonSystem System, long Seed)>(seeds.SelectMany(_ => systems, (seed, system) => (system, seed)).Where(job => !done.ContainsKey((job.system.Name, job.seed))));
        foreach (var found in systems.SelectMany(_ => seeds, (system, seed) => (system.Name, seed)).Where(done.ContainsKey).Select(key => done[key]))
            Report(new ComparisonEvent(found.System, found.Seed, null, found));
        if (!open.IsEmpty)
        {
            var data = await ComparisonData.ReadAsync(dataset, cancellationToken);
            if (clusters is not null) data = data.WithGroups(clusters);
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            var workers = Enumerable.Range(0, Math.Min(lanes, open.Count)).Select(_ => Task.Factory.StartNew(
                () => Work(data, open, done, stop), stop.Token, TaskCreationOptions.LongRunning, TaskScheduler.Default)).ToArray();
            await Task.WhenAll(workers);
        }
        return [.. systems.SelectMany(_ => seeds, (system, seed) => done[(system.Name, seed)])];
    }

    private void Work(ComparisonData data, ConcurrentQueue<(ComparisonSystem System, long Seed)> open, ConcurrentDictionary<(string, long), ComparisonResult> done, CancellationTokenSource stop)
    {
        TorchLane.Enter(options.Compute.ThreadsPerLane);
        try
        {
            while (open.TryDequeue(out var job))
            {
                stop.Token.ThrowIfCancellationRequested();
                var result = Train(data, job.System, job.Seed, stop.Token);
                Append(result);
                done[result.Key] = result;
                Report(new ComparisonEvent(job.System.Name, job.Seed, null, result));
            }
        }
        catch
        {
            // One failed: the others are not waited for.
            stop.Cancel();
            throw;
        }
    }

    private ComparisonResult Train(ComparisonData data, ComparisonSystem system, long seed, CancellationToken cancellationToken)
    {
        Report(new ComparisonEvent(system.Name, seed, null, null));
        var clock = Stopwatch.StartNew();
        var progress = new Relay(epoch => Report(new ComparisonEvent(system.Name, seed, epoch, null)));
        var score = system.Create(device).Train(data, options with { Training = options.Training with { Seed = seed } }, progress, cancellationToken);
        return new ComparisonResult(system.Name, seed, dataset.Fingerprint.Dataset, OptionsHash(), clock.Elapsed.TotalSeconds, score);
    }

    private List<ComparisonResult> ReadResults()
    {
        var read = new List<ComparisonResult>();
        if (!File.Exists(results)) return read;
        foreach (var (line, row) in File.ReadLines(results).Select((line, row) => (line, row + 1)))
        {
            // The last line of a process that was killed may be cut short: it is trained again, and the line stands alone.
            if (line.Length == 0 || line[^1] != '}') continue;
            var result = Parse(line, row);
            if (result.Dataset != dataset.Fingerprint.Dataset || result.Options != OptionsHash())
                throw new DataFormatException(results, row, null, $"{result.System} was trained on {(result.Dataset == dataset.Fingerprint.Dataset ? "this data with other options or clusters" : "other data")}.",
                    "Use the same data, options and clusters, or another directory for the results (--out).");
            read.Add(result);
        }
        return read;
    }

    private ComparisonResult Parse(string line, int row)
    {
        try
        {
            return AreadJson.Read<ComparisonResult>(line);
        }
        catch (System.Text.Json.JsonException fault)
        {
            throw AreadJson.NotUnderstood(results, row, fault);
        }
    }

    private void Append(ComparisonResult result)
    {
        lock (_writing)
        {
            try
            {
                var torn = File.Exists(results) && new FileInfo(results).Length > 0 && !File.ReadAllBytes(results).AsSpan().EndsWith("\n"u8);
                File.AppendAllText(results, $"{(torn ? "\n" : "")}{AreadJson.Write(result)}\n");
            }
            catch (Exception fault) when (StorageFault.Is(fault))
            {
                throw StorageFault.Of(results, fault);
            }
        }
    }

    private string OptionsHash() => Convert.ToHexStringLower(XxHash3.Hash(Encoding.UTF8.GetBytes(AreadJson.Write(options with
    {
        Training = options.Training with { Seed = 0 },
        Compute = new ComputeOptions { ThreadsPerLane = options.Compute.ThreadsPerLane },
        Torch = new TorchOptions { Device = options.Torch.Device },
    }) + (clusters is null ? "" : AreadJson.Write(clusters.Groups)))));

    private sealed class Relay(Action<ComparisonProgress> report) : IProgress<ComparisonProgress>
    {
        public void Report(ComparisonProgress value) => report(value);
    }
}
