using Aread.Evaluation;

namespace Aread.Comparison;

/// <summary>What a training came to.</summary>
/// <param name="Test">Metrics of the test split, with the weights that were best on valid; null where the data were without it.</param>
/// <param name="BestValid">Their valid DomainAUC.</param>
/// <param name="Epochs">Epochs trained.</param>
/// <param name="Steps">Optimiser steps.</param>
/// <param name="Parameters">Dense weights and embedding numbers.</param>
public sealed record ComparisonScore(EvaluationReport? Test, double? BestValid, int Epochs, long Steps, long Parameters);
