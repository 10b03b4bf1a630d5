using System.Diagnostics;
using Aread.Data.Import;

namespace Aread.Benchmarks;

/// <summary>Imports once and prints the time of each stage, rows per second and the process's peak memory.</summary>
internal static class ImportMeasurement
{
    public static async Task RunAsync(string schema, string target, string[] files)
    {
        var clock = Stopwatch.StartNew();
        var stages = new StageClock(clock);
        var summary = await CsvImport.RunAsync(new ImportRequest(files, schema, target, Overwrite: true), stages);
        var seconds = clock.Elapsed.TotalSeconds;
        foreach (var (stage, start, end) in stages.Spans()) Console.WriteLine($"{stage,-10} {end - start,8:F1} s");
        Console.WriteLine($"{summary.Rows:N0} rows, {summary.Dataset.Manifest.Domains.Count} domains, {seconds:F1} s, {summary.Rows / seconds:N0} rows/s");
        Console.WriteLine($"peak {Process.GetCurrentProcess().PeakWorkingSet64 / (1024.0 * 1024):F0} MiB");
        foreach (var warning in summary.Warnings) Console.WriteLine(warning);
    }

    private sealed class StageClock(Stopwatch clock) : IProgress<ImportProgress>
    {
        private readonly Dictionary<ImportStage, double> _starts = [];

        public void Report(ImportProgress value) => _starts.TryAdd(value.Stage, clock.Elapsed.TotalSeconds);

        public IEnumerable<(ImportStage Stage, double Start, double End)> Spans()
        {
            var starts = _starts.OrderBy(entry => entry.Key).ToArray();
            for (var i = 0; i < starts.Length; i++)
                yield return (starts[i].Key, starts[i].Value, i + 1 < starts.Length ? starts[i + 1].Value : clock.Elapsed.TotalSeconds);
        }
    }
}
