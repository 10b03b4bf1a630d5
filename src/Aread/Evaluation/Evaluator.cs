using Aread.Data;
using Aread.Training;

namespace Aread.Evaluation;

/// <summary>Scores all domains on a split.</summary>
public static class Evaluator
{
    public static async Task<EvaluationReport> EvaluateAsync(RunContext context, ITrainingFleet fleet, Split split, CancellationToken cancellationToken)
    {
        var scores = await Task.WhenAll(Enumerable.Range(0, context.Domains.Count).Select(domain => fleet.ScoreAsync(domain, split, cancellationToken)));
        return await Task.Run(() => EvaluationReport.From(split.ToString().ToLowerInvariant(), scores), cancellationToken);
    }
}
