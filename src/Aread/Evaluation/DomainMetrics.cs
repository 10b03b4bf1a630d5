namespace Aread.Evaluation;

/// <summary>One domain's part of an <see cref="EvaluationReport"/>. Null is undefined: no samples, or for the AUC one class only.</summary>
public sealed record DomainMetrics(string Name, long Samples, long Positives, double? Auc, double? LogLoss);
