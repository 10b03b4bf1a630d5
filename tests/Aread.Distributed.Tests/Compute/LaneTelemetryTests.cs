using System.Diagnostics.Metrics;
using Aread.Distributed.Compute;
using Aread.Distributed.Hosting;

namespace Aread.Distributed.Tests.Compute;

public sealed class LaneTelemetryTests
{
    [Fact]
    public async Task Time_that_was_computed_stays_when_its_lanes_end()
    {
        var seconds = 0.0;
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, own) =>
        {
            if (instrument.Meter.Name == DistributedTelemetry.Name && instrument.Name == "aread.lane.busy.time") own.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<double>((_, value, _, _) => seconds += value);
        listener.Start();
        var lanes = new DeviceExecutor(new ComputeOptions { Lanes = 2 });
        await Task.WhenAll(Enumerable.Range(0, 64).Select(_ => lanes.RunAsync(_ => Primes(), TestContext.Current.CancellationToken)));

        var before = Read();
        await lanes.DisposeAsync();
        Assert.InRange(Read(), before, double.MaxValue);
        Assert.True(before > 0);

        double Read()
        {
            seconds = 0;
            listener.RecordObservableInstruments();
            return seconds;
        }
    }

    private static int Primes() => Enumerable.Range(2, 20_000).Count(number => Enumerable.Range(2, 20).All(divisor => divisor >= number || number % divisor != 0));
}
