using Aread.Training;
using OpenTelemetry.Trace;

namespace Aread.Host.Telemetry;

/// <summary>Takes everything but most steps: a run has hundreds of thousands that look alike, each with a call to every domain and shard it touches.</summary>
internal sealed class StepSampler : Sampler
{
    /// <summary>Steps whose number is a multiple are taken.</summary>
    public const long Interval = 100;

    public override SamplingResult ShouldSample(in SamplingParameters samplingParameters)
    {
        if (samplingParameters.Name != TrainingTelemetry.StepActivity) return new SamplingResult(SamplingDecision.RecordAndSample);
        foreach (var (key, value) in samplingParameters.Tags ?? [])
            if (key == TrainingTelemetry.StepTag && value is long step && step % Interval != 0) return new SamplingResult(SamplingDecision.Drop);
        return new SamplingResult(SamplingDecision.RecordAndSample);
    }
}
