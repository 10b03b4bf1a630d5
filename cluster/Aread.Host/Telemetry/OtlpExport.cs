using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Aread.Host.Telemetry;

/// <summary>Metrics and traces of this process, sent to a collector. How is said by OpenTelemetry's own variables <c>OTEL_EXPORTER_OTLP_*</c>.</summary>
internal sealed class OtlpExport : IDisposable
{
    public const string Variable = "OTEL_EXPORTER_OTLP_ENDPOINT";

    private readonly TracerProvider _traces;
    private readonly MeterProvider _metrics;

    private OtlpExport(IReadOnlyDictionary<string, string> variables)
    {
        _traces = Sdk.CreateTracerProviderBuilder().AddSources(variables).AddOtlpExporter().Build();
        _metrics = Sdk.CreateMeterProviderBuilder().AddSources().AddOtlpExporter().Build();
    }

    /// <returns>Null where no collector is named.</returns>
    /// <exception cref="AreadException">The collector's address is none, or which traces it is to have cannot be understood.</exception>
    public static OtlpExport? Start(IReadOnlyDictionary<string, string> variables)
    {
        if (!variables.TryGetValue(Variable, out var endpoint) || endpoint.Length == 0) return null;
        if (!Uri.TryCreate(endpoint, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
            throw new AreadException($"Environment variable {Variable} is '{endpoint}', but must be an address such as http://collector:4317.");
        return new OtlpExport(variables);
    }

    /// <summary>Sends what has not been sent, for some seconds at most.</summary>
    public void Dispose()
    {
        _traces.Dispose();
        _metrics.Dispose();
    }
}
