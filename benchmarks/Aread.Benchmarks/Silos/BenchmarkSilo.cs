using System.Diagnostics;
using Aread.Distributed.Compute;
using Aread.Distributed.Grains;
using Aread.Distributed.Hosting;
using Aread.Training;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Runtime;

namespace Aread.Benchmarks.Silos;

/// <summary>A silo as <c>aread silo</c> starts it, with instruments. It answers each line on its standard input with a reading and ends with its input.</summary>
internal static class BenchmarkSilo
{
    /// <summary>Asks for a full collection before the reading.</summary>
    public const string Collect = "collect";

    public static async Task RunAsync(SiloOrder order)
    {
        var cluster = new ClusterOptions { Directory = order.Directory, FailureDetectionSeconds = order.FailureDetectionSeconds };
        var options = new AreadOptions { Compute = new ComputeOptions { Lanes = order.Lanes } };
        await ClusterStore.CheckAsync(cluster, CancellationToken.None);
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.UseOrleans(silo =>
        {
            silo.UseAreadCluster(cluster).AddAread(options, cluster.Role, RecoveryOptions.Of(cluster)).KeepRuns();
            silo.Services.AddSingleton<StepWatch>();
            silo.Services.AddSingleton(provider => new CallMeter(provider.GetRequiredService<StepWatch>(), TimeSpan.FromSeconds(order.HoldSeconds)));
            silo.Services.AddSingleton(provider => new LaneMeter(provider.GetRequiredService<DeviceExecutor>()));
            silo.Services.AddSingleton<IComputeLanes>(provider => provider.GetRequiredService<LaneMeter>());
            silo.Services.AddSingleton<IOutgoingGrainCallFilter>(provider => provider.GetRequiredService<CallMeter>());
            silo.Services.AddSingleton<IIncomingGrainCallFilter>(provider => provider.GetRequiredService<CallMeter>());
        });
        using var host = builder.Build();
        await host.StartAsync();
        var details = host.Services.GetRequiredService<ILocalSiloDetails>();
        await AnswerAsync(new SiloGreeting(Environment.ProcessId, details.SiloAddress.Endpoint.Port));
        while (await Console.In.ReadLineAsync() is { } asked) await AnswerAsync(Read(host.Services, asked == Collect));
        await host.StopAsync();
    }

    private static SiloReading Read(IServiceProvider services, bool collect)
    {
        if (collect) GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true);
        using var process = Process.GetCurrentProcess();
        var (calls, lanes) = (services.GetRequiredService<CallMeter>(), services.GetRequiredService<LaneMeter>());
        return new SiloReading(
            services.GetRequiredService<StepWatch>().Read(), lanes.Busy, lanes.ProcessorSeconds, calls.Calls,
            process.TotalProcessorTime.TotalSeconds, GC.GetTotalMemory(forceFullCollection: false), process.WorkingSet64, calls.Grains);
    }

    private static async Task AnswerAsync<T>(T answer)
    {
        await Console.Out.WriteLineAsync(AreadJson.Write(answer));
        await Console.Out.FlushAsync();
    }
}
