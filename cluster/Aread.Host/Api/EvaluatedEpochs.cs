using Aread.Evaluation;
using Aread.Training;

namespace Aread.Host.Api;

/// <summary>The evaluations of a run on the valid split, one for each epoch: where domains changed and all were scored again, the last.</summary>
internal static class EvaluatedEpochs
{
    public static IReadOnlyList<EpochEvaluated> Of(IReadOnlyList<RunEvent> history) =>
        [.. history.OfType<EpochEvaluated>().Where(evaluated => evaluated.Report.Split == "valid").GroupBy(evaluated => evaluated.Epoch).Select(epoch => epoch.Last())];
}
