using System.Diagnostics;
using Aread.Host.Telemetry;
using Aread.Training;
using OpenTelemetry.Trace;

namespace Aread.Host.Tests.Telemetry;

public sealed class StepSamplerTests
{
    [Theory]
    [InlineData(TrainingTelemetry.StepActivity, 0L, SamplingDecision.RecordAndSample)]
    [InlineData(TrainingTelemetry.StepActivity, 1L, SamplingDecision.Drop)]
    [InlineData(TrainingTelemetry.StepActivity, 99L, SamplingDecision.Drop)]
    [InlineData(TrainingTelemetry.StepActivity, 300L, SamplingDecision.RecordAndSample)]
    [InlineData("aread.search", 1L, SamplingDecision.RecordAndSample)]
    public void Of_the_steps_one_in_a_hundred_is_traced(string name, long step, SamplingDecision decision) => Assert.Equal(decision, new StepSampler().ShouldSample(
        new SamplingParameters(default, default, name, ActivityKind.Internal, [new(TrainingTelemetry.StepTag, step)])).Decision);
}
