namespace Aread.Evaluation;

/// <summary>Metrics of a split: the contents of <c>metrics.json</c>. A null AUC is undefined (one class only).</summary>
/// <param name="Split">valid or test.</param>
/// <param name="DomainAuc">Mean of the domains' AUC weighted by their samples in this split.</param>
/// <param name="UndefinedDomains">Domains left out of the means because they have no AUC.</param>
public sealed record EvaluationReport(
    string Split,
    double? Auc,
    double? LogLoss,
    double? DomainAuc,
    double? Major5Auc,
    double? Minor10Auc,
    double? Minor5Auc,
    IReadOnlyList<string> UndefinedDomains,
    IReadOnlyList<DomainMetrics> Domains);

/// <summary>One domain's part of an <see cref="EvaluationReport"/>.</summary>
public sealed record DomainMetrics(string Name, long Samples, long Positives, double? Auc, double? LogLoss);
