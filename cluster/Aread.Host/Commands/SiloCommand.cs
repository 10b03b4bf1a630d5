using System.CommandLine;
using Aread.Distributed.Compute;
using Aread.Distributed.Grains;
using Aread.Distributed.Hosting;
using Aread.Host.Configuration;
using Aread.Host.Dashboard;
using Aread.Host.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Runtime;
using Orleans.Runtime.MembershipService;
using Spectre.Console;

namespace Aread.Host.Commands;

/// <summary><c>aread silo</c></summary>
internal sealed class SiloCommand(ProgramEnvironment environment)
{
    private const string DeviceKey = $"{nameof(AreadOptions.Torch)}:{nameof(TorchOptions.Device)}";
    private static readonly TimeSpan LongestStop = TimeSpan.FromSeconds(15);

    private readonly Option<string?> _role = new("--role") { Description = "What it computes on; gpu is Torch:Device=cuda unless set otherwise.", HelpName = "cpu|gpu" };
    private readonly Option<int?> _lanes = new("--lanes") { Description = "Compute threads, 0 = one per processor (Compute:Lanes).", HelpName = "N" };
    private readonly Option<string?> _http = WebArguments.HttpToo();
    private readonly RunOptions _options = new("Set an option of Cluster, Compute, Torch or Web, over environment and appsettings.json. May be repeated.");
    private readonly Option<string?> _log = CommonOptions.ServerLog();
    private readonly Option<bool> _json = new("--json") { Description = "Print the line that tells that it is ready as JSON." };

    public static Command Create(ProgramEnvironment environment) => new SiloCommand(environment).Build();

    private ExampledCommand Build()
    {
        _role.AcceptOnlyFromAmong("cpu", "gpu");
        var command = new ExampledCommand(
            "silo",
            "Lend this machine to a cluster, until Ctrl-C or SIGTERM.",
            "aread silo",
            "aread silo --role gpu --set Cluster:Provider=Redis --set Cluster:ConnectionString=cache:6379",
            "aread silo --lanes 4 --log silo.clef",
            "aread silo --http 127.0.0.1:8080 --set Web:RunsDirectory=/shared/runs")
        {
            _role, _lanes, _http, _log, _json,
        };
        _options.AddTo(command);
        command.SetAction(RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult arguments, CancellationToken stop)
    {
        var (options, cluster) = Options(arguments);
        var web = WebArguments.Apply(_options.Web(arguments, environment, OptionScope.Silo), arguments.GetValue(_http));
        await ClusterStore.CheckAsync(cluster, stop);
        ClusterPorts.RequireFree(cluster);
        environment.Log.ShowOn(environment.Errors.Profile.Out.Writer, arguments.GetValue(_log));
        var serving = ServeAsync(options, cluster, web, arguments.GetValue(_json), stop);
        await Task.WhenAny(serving, OverdueAsync(stop));
        if (serving.IsCompleted) await serving;
        else environment.Errors.WriteLine($"The silo has not come to its end within {LongestStop.TotalSeconds:0} seconds, as when the cluster's store does not answer. It ends without signing off; the others will find it dead.");
        return ExitCode.Done;
    }

    private async Task ServeAsync(AreadOptions options, ClusterOptions cluster, WebOptions web, bool json, CancellationToken stop)
    {
        var host = Build(options, cluster, web);
        await using var disposal = (IAsyncDisposable)host;
        try
        {
            await host.StartAsync(stop);
            Announce(host.Services, cluster, json);
            await host.WaitForShutdownAsync(stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            await host.StopAsync(CancellationToken.None);
        }
        catch (OrleansClusterConnectivityCheckFailedException fault)
        {
            throw new AreadException($"This silo cannot reach every silo of cluster '{cluster.ClusterId}', or they cannot reach it: {fault.Message} "
                + "Check Cluster:Address, the ports and what lies between the machines; 'aread cluster show' lists the silos.", fault);
        }
    }

    /// <summary>Ends when a stop has taken longer than it may.</summary>
    private static async Task OverdueAsync(CancellationToken stop)
    {
        await Task.Delay(Timeout.Infinite, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await Task.Delay(LongestStop, CancellationToken.None);
    }

    private (AreadOptions Options, ClusterOptions Cluster) Options(ParseResult arguments)
    {
        var cluster = _options.Cluster(arguments, environment, OptionScope.Silo);
        var options = _options.Apply(arguments, RunOptions.Load(environment), OptionScope.Silo);
        if (arguments.GetValue(_role) is { } role) cluster = cluster with { Role = Enum.Parse<SiloRole>(role, ignoreCase: true) };
        if (arguments.GetValue(_lanes) is { } lanes) options = options with { Compute = options.Compute with { Lanes = lanes } };
        if (cluster.Role == SiloRole.Gpu && !_options.Sets(arguments, environment, DeviceKey)) options = options with { Torch = options.Torch with { Device = "cuda" } };
        OptionsValidation.Check(options);
        return (options, cluster);
    }

    private IHost Build(AreadOptions options, ClusterOptions cluster, WebOptions web)
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Services.AddSingleton(environment.Log.Loggers);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = LongestStop);
        if (web.Address is not null) builder.Services.AddSingleton(services => Serve(services, cluster, web)).AddHostedService<WebService>();
        builder.Services.AddHostedService<SiloWatch>();
        builder.UseOrleans(silo =>
        {
            silo.UseAreadCluster(cluster).AddAread(options, cluster.Role, RecoveryOptions.Of(cluster)).KeepRuns();
            if (web.Address is not null) silo.MeasureForPages();
        });
        return builder.Build();
    }

    private WebServer Serve(IServiceProvider services, ClusterOptions cluster, WebOptions web)
    {
        var loggers = environment.Log.Loggers;
        var silo = services.GetRequiredService<ISiloStatusOracle>();
        var health = new Health(() => silo.CurrentStatus >= SiloStatus.Active, () => silo.CurrentStatus == SiloStatus.Active);
        var grains = services.GetRequiredService<IGrainFactory>();
        var engine = new ClusterEngine(loggers, cluster, TimeProvider.System, grains);
        return WebServer.Create(web, new WebSource(engine, RunOptions.Load(environment), health, grains), loggers);
    }

    private void Announce(IServiceProvider services, ClusterOptions cluster, bool json)
    {
        var silo = services.GetRequiredService<ILocalSiloDetails>();
        var lanes = services.GetRequiredService<DeviceExecutor>().Lanes;
        var (address, gateway) = ($"{silo.SiloAddress.Endpoint}", $"{silo.GatewayAddress.Endpoint}");
        var http = services.GetService<WebServer>()?.Address;
        if (json)
            JsonOutput.WriteLine(environment.Output, new SiloReady(silo.Name, cluster.Role, address, gateway, lanes, cluster.Provider, ClusterStore.Describe(cluster), cluster.ClusterId, http));
        else
            environment.Console.WriteLine($"Ready: {cluster.Role.Name()} silo at {address}, {lanes} {(lanes == 1 ? "lane" : "lanes")}, cluster '{cluster.ClusterId}' in {ClusterStore.Describe(cluster)}{(http is null ? "" : $", {http}")}");
    }
}
