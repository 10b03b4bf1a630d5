using System.Diagnostics;
using Aread.Host.Telemetry;
using Aread.Training;

namespace Aread.Host.Tests.Telemetry;

public sealed class StepThinnerTests
{
    [Theory]
    [InlineData(TrainingTelemetry.StepActivity, 0L, true)]
    [InlineData(TrainingTelemetry.StepActivity, 1L, false)]
    [InlineData(TrainingTelemetry.StepActivity, 99L, false)]
    [InlineData(TrainingTelemetry.StepActivity, 300L, true)]
    [InlineData("aread.search", 1L, true)]
    public void Of_the_steps_one_in_a_hundred_is_traced(string name, long step, bool isKept)
    {
        using var activity = new Activity(name).SetTag(TrainingTelemetry.StepTag, step).Start();
        activity.ActivityTraceFlags |= ActivityTraceFlags.Recorded;
        using var thinner = new StepThinner();
        thinner.OnStart(activity);
        Assert.Equal(isKept, activity.Recorded);
    }
}
