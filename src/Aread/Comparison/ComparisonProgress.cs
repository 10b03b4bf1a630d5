namespace Aread.Comparison;

/// <summary>How far the training of a system is.</summary>
/// <param name="Epoch">Epochs done; of a system with a model for each domain, domains.</param>
/// <param name="Epochs">The most there will be.</param>
/// <param name="DomainAuc">Valid DomainAUC after it.</param>
public sealed record ComparisonProgress(int Epoch, int Epochs, double? DomainAuc);
