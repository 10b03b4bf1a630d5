namespace Aread.Tuning;

/// <summary>A setting in the table.</summary>
/// <param name="Epochs">Epochs trained at most.</param>
/// <param name="BestValid">Best valid DomainAUC of these; null where it diverged.</param>
/// <param name="DroppedAt">The rung after which it did not train on, in epochs; null: the best.</param>
/// <param name="Diverged">Its numbers were none any more.</param>
/// <param name="Seconds">Time of all its trainings, on one lane.</param>
public sealed record TuningRow(double LearningRate, int BatchSize, int Epochs, double? BestValid, int? DroppedAt, bool Diverged, double Seconds);
