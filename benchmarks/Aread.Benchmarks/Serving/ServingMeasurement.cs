using System.Globalization;

namespace Aread.Benchmarks.Serving;

/// <summary>Latency and throughput of <c>aread serve</c> under closed-loop load, client and server on this machine.</summary>
internal static class ServingMeasurement
{
    private const double Mebibyte = 1 << 20;

    private static readonly int[] Clients = [1, 8, 32];
    private static readonly int[] Batches = [1, 32, 512];
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(3);

    public static async Task RunAsync(TimeSpan time)
    {
        var export = Directory.CreateTempSubdirectory("aread-serving-");
        try
        {
            var directory = Path.Combine(export.FullName, "model");
            var manifest = await ServingProblem.ExportAsync(directory);
            await using var server = await ServingProcess.StartAsync(directory);
            Console.WriteLine($"{manifest.Files.Sum(file => file.Bytes) / Mebibyte:N0} MiB, ready after {server.Start.TotalSeconds:N1} s");
            Console.WriteLine("| clients | batch | p50, ms | p99, ms | requests/s | samples/s | server's processors |");
            Console.WriteLine("|---:|---:|---:|---:|---:|---:|---:|");
            foreach (var batch in Batches)
                foreach (var clients in Clients)
                    Console.WriteLine(await RowAsync(server, clients, batch, time));
            Console.WriteLine($"Resident memory at the end: {server.ResidentBytes / Mebibyte:N0} MiB");
        }
        finally
        {
            export.Delete(recursive: true);
        }
    }

    private static async Task<string> RowAsync(ServingProcess server, int clients, int batch, TimeSpan time)
    {
        var loop = new ClosedLoop(server.Address, clients, batch);
        await loop.RunAsync(WarmUp);
        var before = server.Processor;
        var latencies = await loop.RunAsync(time);
        var processors = (server.Processor - before) / time;
        Array.Sort(latencies);
        var requests = latencies.Length / time.TotalSeconds;
        return string.Create(CultureInfo.InvariantCulture,
            $"| {clients} | {batch} | {At(latencies, 0.5):N1} | {At(latencies, 0.99):N1} | {requests:N0} | {requests * batch:N0} | {processors:N2} |");
    }

    private static double At(double[] sorted, double share) => sorted[(int)Math.Min(sorted.Length - 1, share * sorted.Length)];
}
