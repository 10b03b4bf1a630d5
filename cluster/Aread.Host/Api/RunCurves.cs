using Aread.Training;

namespace Aread.Host.Api;

/// <summary>How a run has gone.</summary>
/// <param name="Loss">Training loss, interval by interval.</param>
/// <param name="Epochs">Scores on the valid split.</param>
/// <param name="Searches">Steps at which rounds of mask search began.</param>
internal sealed record RunCurves(IReadOnlyList<LossPoint> Loss, IReadOnlyList<EpochPoint> Epochs, IReadOnlyList<long> Searches)
{
    public static RunCurves Of(IReadOnlyList<RunEvent> history) => new(
        [.. history.OfType<StepsTaken>().Select(taken => new LossPoint(taken.Step, taken.Epoch, taken.Loss, taken.Seconds > 0 ? taken.Samples / taken.Seconds : null))],
        [.. EvaluatedEpochs.Of(history)
            .Select(evaluated => new EpochPoint(evaluated.Epoch, evaluated.Step, MeanLoss(history, evaluated.Epoch), evaluated.Report.Auc, evaluated.Report.DomainAuc, evaluated.Report.LogLoss, evaluated.Best))],
        [.. history.OfType<PhaseStarted>().Where(started => started.Phase == RunPhase.MaskSearch).Select(started => started.Step).Distinct()]);

    private static double? MeanLoss(IReadOnlyList<RunEvent> history, int epoch)
    {
        var taken = history.OfType<StepsTaken>().Where(interval => interval.Epoch == epoch && interval.Phase == RunPhase.MaskedTraining).ToArray();
        return taken.Length == 0 ? null : taken.Sum(interval => interval.Loss * interval.Steps) / taken.Sum(interval => (double)interval.Steps);
    }
}
