using System.Diagnostics;
using Aread.Data.Import;
using Aread.Data.Published;

namespace Aread.Benchmarks.Published;

/// <summary>Imports published files once, and prints the time of each step, rows per second, the process's peak memory, and the most bytes on disk at once.</summary>
internal static class PublishedMeasurement
{
    public static async Task RunAsync(
        string input, string output, Func<PublishedImportRequest, IProgress<ImportProgress>?, IProgress<string>?, CancellationToken, Task<PublishedSummary>> import)
    {
        var clock = Stopwatch.StartNew();
        var steps = new StepClock(clock, output);
        var summary = await import(new PublishedImportRequest(input, output, Overwrite: true), steps, null, CancellationToken.None);
        var (seconds, rows) = (clock.Elapsed.TotalSeconds, summary.Record.Rejected.Max(file => file.Rows));
        foreach (var (step, start, end) in steps.Spans()) Console.WriteLine($"{step,-28} {end - start,8:F1} s");
        Console.WriteLine($"{rows:N0} rows, {seconds:F1} s, {rows / seconds:N0} rows/s, processor {Process.GetCurrentProcess().TotalProcessorTime.TotalSeconds:F1} s");
        var figures = summary.Figures;
        Console.WriteLine($"{figures.Samples:N0} samples, {figures.Positives:N0} positives, {figures.Domains} domains, largest {figures.LargestShare:P1}");
        foreach (var count in summary.Record.Counts) Console.WriteLine($"{count.Rule,-50} {count.Count,14:N0}");
        foreach (var file in summary.Record.Rejected.Where(file => file.Total > 0)) Console.WriteLine($"{file.File,-50} {file.Total,14:N0} damaged");
        foreach (var file in new DirectoryInfo(input).EnumerateFiles()) Console.WriteLine($"{file.Name,-50} {file.Length,14:N0} bytes");
        Console.WriteLine($"disk {steps.PeakBytes:N0} bytes at once, {DiskUse.Of(output):N0} in the end");
        Console.WriteLine($"peak {Process.GetCurrentProcess().PeakWorkingSet64 / (1024.0 * 1024):F0} MiB");
    }

    private sealed class StepClock(Stopwatch clock, string output) : IProgress<ImportProgress>
    {
        private const double Interval = 0.25;

        private readonly OrderedDictionary<string, double> _starts = [];
        private double _looked;

        public long PeakBytes { get; private set; }

        public void Report(ImportProgress value)
        {
            var now = clock.Elapsed.TotalSeconds;
            if (!_starts.TryAdd(value.Step ?? $"import, {value.Stage.ToString().ToLowerInvariant()}", now) && now - _looked < Interval) return;
            _looked = now;
            PeakBytes = Math.Max(PeakBytes, DiskUse.Of(output));
        }

        public IEnumerable<(string Step, double Start, double End)> Spans() =>
            _starts.Select((step, i) => (step.Key, step.Value, i + 1 < _starts.Count ? _starts.GetAt(i + 1).Value : clock.Elapsed.TotalSeconds));
    }
}
