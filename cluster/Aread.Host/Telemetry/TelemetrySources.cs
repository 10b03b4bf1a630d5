using Aread.Distributed.Hosting;
using Aread.Host.Serving;
using Aread.Host.Web;
using Aread.Training;
using Microsoft.AspNetCore.Http;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Aread.Host.Telemetry;

/// <summary>What the program tells of itself: its own meters and traces, and those of the libraries below.</summary>
internal static class TelemetrySources
{
    private const string ServiceName = "aread";

    public static MeterProviderBuilder AddSources(this MeterProviderBuilder meters) => meters
        .SetResourceBuilder(Resource())
        .AddMeter(TrainingTelemetry.Name, DistributedTelemetry.Name, ServingTelemetry.Name, "Microsoft.Orleans", "System.Runtime", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel");

    /// <param name="variables">Of the environment: which traces are recorded.</param>
    public static TracerProviderBuilder AddSources(this TracerProviderBuilder traces, IReadOnlyDictionary<string, string> variables) => traces
        .SetResourceBuilder(Resource())
        .SetSampler(TraceSampling.Of(variables))
        .AddProcessor(new StepThinner())
        .AddSource(TrainingTelemetry.Name, DistributedTelemetry.Name, "Microsoft.Orleans.Application")
        .AddAspNetCoreInstrumentation(requests => requests.Filter = context => !IsProbe(context.Request.Path));

    /// <summary>Probes and scrapes come every few seconds, and tell nothing.</summary>
    private static bool IsProbe(PathString path) => path.StartsWithSegments(HealthEndpoints.Root) || path == MetricsEndpoint.Path;

    // OTEL_SERVICE_NAME and OTEL_RESOURCE_ATTRIBUTES come last, and win.
    private static ResourceBuilder Resource() => ResourceBuilder.CreateEmpty()
        .AddService(ServiceName, serviceVersion: typeof(TelemetrySources).Assembly.GetName().Version?.ToString(3), autoGenerateServiceInstanceId: false, serviceInstanceId: $"{Environment.MachineName}:{Environment.ProcessId}")
        .AddTelemetrySdk()
        .AddEnvironmentVariableDetector();
}
