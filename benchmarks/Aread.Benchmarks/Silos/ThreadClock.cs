using System.Runtime.InteropServices;

namespace Aread.Benchmarks.Silos;

/// <summary>Processor time of the calling thread, which other processes do not lengthen as they do the time on the wall. Linux.</summary>
internal static class ThreadClock
{
    private const int ThreadProcessorTime = 3;

    public static TimeSpan Now
    {
        get
        {
            var failed = ClockGetTime(ThreadProcessorTime, out var now);
            return failed == 0 ? TimeSpan.FromSeconds(now.Seconds) + TimeSpan.FromMicroseconds(now.Nanoseconds / 1000.0) : throw new InvalidOperationException("The system tells no time of a thread.");
        }
    }

    [DllImport("libc", EntryPoint = "clock_gettime")]
    private static extern int ClockGetTime(int clock, out Time time);

    [StructLayout(LayoutKind.Sequential)]
    private struct Time
    {
        public long Seconds;
        public long Nanoseconds;
    }
}
