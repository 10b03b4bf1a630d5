using System.Diagnostics;
using Aread.Training;
using OpenTelemetry;

namespace Aread.Host.Telemetry;

/// <summary>Leaves out most steps: a run has hundreds of thousands that look alike, each with a call to every domain and shard it touches.</summary>
/// <remarks>
/// A sampler cannot: a step that it drops has no activity, so that the calls in it count as the epoch's, and one that it only records takes over the flag of
/// the epoch. Here the calls in a step that is left out are left out with it.
/// </remarks>
internal sealed class StepThinner : BaseProcessor<Activity>
{
    /// <summary>Steps whose number is a multiple are kept.</summary>
    public const long Interval = 100;

    public override void OnStart(Activity data)
    {
        if (data.OperationName == TrainingTelemetry.StepActivity && data.GetTagItem(TrainingTelemetry.StepTag) is long step && step % Interval != 0)
            data.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
    }
}
