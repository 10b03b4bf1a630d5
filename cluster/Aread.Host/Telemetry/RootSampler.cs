using OpenTelemetry.Trace;

namespace Aread.Host.Telemetry;

/// <summary>
/// What a trace begins with: an attempt at a run, or a request over HTTP. A call to a grain that is part of neither is a sign of life, or belongs to a step
/// that is left out.
/// </summary>
/// <param name="chosen">Which of those are recorded.</param>
internal sealed class RootSampler(Sampler chosen) : Sampler
{
    private const string Own = "aread.", Request = "Microsoft.AspNetCore.Hosting.HttpRequestIn";

    public override SamplingResult ShouldSample(in SamplingParameters samplingParameters) =>
        samplingParameters.Name.StartsWith(Own, StringComparison.Ordinal) || samplingParameters.Name == Request
            ? chosen.ShouldSample(samplingParameters)
            : new SamplingResult(SamplingDecision.Drop);
}
