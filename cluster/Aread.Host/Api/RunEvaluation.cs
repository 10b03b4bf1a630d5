using Aread.Evaluation;

namespace Aread.Host.Api;

/// <summary>The scoring of a run that somebody asked for.</summary>
/// <param name="Data">Name of the data set; null for the run's own.</param>
/// <param name="Share">Domains that are scored, 0 to 1.</param>
/// <param name="Report">The scores, once they are there.</param>
/// <param name="Reason">Why there will be none.</param>
internal sealed record RunEvaluation(
    string Id, string Run, string Split, string? Data, EvaluationState State, double Share, DateTimeOffset Begun, DateTimeOffset? Ended, EvaluationReport? Report, string? Reason);
