using System.Diagnostics;
using System.Globalization;

namespace Aread.Benchmarks.Cluster;

/// <summary>What this machine has done since it started, or between two readings. Linux.</summary>
/// <param name="Seconds">On the wall.</param>
/// <param name="Processor">Processor time of everything that ran, and what the host took away.</param>
/// <param name="Own">Of this process.</param>
internal readonly record struct MachineUse(double Seconds, double Processor, double Own)
{
    private const double TicksPerSecond = 100;

    public static MachineUse Read()
    {
        // user, nice, system, idle, waiting, interrupts, soft interrupts, stolen
        double[] ticks = [.. File.ReadLines("/proc/stat").First().Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1).Take(8).Select(field => double.Parse(field, CultureInfo.InvariantCulture))];
        using var process = Process.GetCurrentProcess();
        return new MachineUse(
            (double)Stopwatch.GetTimestamp() / Stopwatch.Frequency, (ticks.Sum() - ticks[3] - ticks[4]) / TicksPerSecond, process.TotalProcessorTime.TotalSeconds);
    }

    public MachineUse Since(MachineUse earlier) => new(Seconds - earlier.Seconds, Processor - earlier.Processor, Own - earlier.Own);

    /// <summary>Returns when other processes have left the machine alone for a few seconds, or after a time.</summary>
    public static async Task WaitForQuietAsync(TimeSpan patience)
    {
        const double quiet = 0.1;
        var clock = Stopwatch.StartNew();
        while (clock.Elapsed < patience)
        {
            var before = Read();
            await Task.Delay(TimeSpan.FromSeconds(3));
            var passed = Read().Since(before);
            if ((passed.Processor - passed.Own) / passed.Seconds < quiet) return;
        }
    }
}
