using System.Diagnostics;
using Aread.Data.Import;
using Aread.Data.Published;

namespace Aread.Benchmarks.Published;

/// <summary>Imports published files once, and prints the time of each step, rows per second and the process's peak memory.</summary>
internal static class PublishedMeasurement
{
    public static async Task RunAsync(
        string input, string output, Func<PublishedImportRequest, IProgress<ImportProgress>?, IProgress<string>?, CancellationToken, Task<PublishedSummary>> import)
    {
        var clock = Stopwatch.StartNew();
        var steps = new StepClock(clock);
        var summary = await import(new PublishedImportRequest(input, output, Overwrite: true), steps, null, CancellationToken.None);
        var (seconds, rows) = (clock.Elapsed.TotalSeconds, summary.Record.Rejected.Max(file => file.Rows));
        foreach (var (step, start, end) in steps.Spans()) Console.WriteLine($"{step,-28} {end - start,8:F1} s");
        Console.WriteLine($"{rows:N0} rows, {seconds:F1} s, {rows / seconds:N0} rows/s, processor {Process.GetCurrentProcess().TotalProcessorTime.TotalSeconds:F1} s");
        Console.WriteLine($"{summary.Samples:N0} samples, {summary.Positives:N0} positives, {summary.Domains} domains, largest {summary.LargestShare:P1}");
        foreach (var count in summary.Record.Counts) Console.WriteLine($"{count.Rule,-50} {count.Count,14:N0}");
        foreach (var file in summary.Record.Rejected.Where(file => file.Total > 0)) Console.WriteLine($"{file.File,-50} {file.Total,14:N0} damaged");
        Console.WriteLine($"peak {Process.GetCurrentProcess().PeakWorkingSet64 / (1024.0 * 1024):F0} MiB");
    }

    private sealed class StepClock(Stopwatch clock) : IProgress<ImportProgress>
    {
        private readonly OrderedDictionary<string, double> _starts = [];

        public void Report(ImportProgress value) => _starts.TryAdd(value.Step ?? $"import, {value.Stage.ToString().ToLowerInvariant()}", clock.Elapsed.TotalSeconds);

        public IEnumerable<(string Step, double Start, double End)> Spans() =>
            _starts.Select((step, i) => (step.Key, step.Value, i + 1 < _starts.Count ? _starts.GetAt(i + 1).Value : clock.Elapsed.TotalSeconds));
    }
}
