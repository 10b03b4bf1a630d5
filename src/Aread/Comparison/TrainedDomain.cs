using Aread.Evaluation;

namespace Aread.Comparison;

/// <summary>What the model of one domain came to, in a system that has one for each.</summary>
/// <param name="Test">Null where the data were without the test split.</param>
/// <param name="Epochs">Epochs trained.</param>
/// <param name="Steps">Optimiser steps.</param>
/// <param name="Parameters">Dense weights and embedding numbers.</param>
public sealed record TrainedDomain(DomainScores Valid, DomainScores? Test, int Epochs, long Steps, long Parameters);
