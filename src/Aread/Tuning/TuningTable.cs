using Aread.Evaluation;

namespace Aread.Tuning;

/// <summary>What a grid came to.</summary>
/// <param name="Settings">In the order of the grid.</param>
/// <param name="Best">The setting that was best on valid.</param>
/// <param name="Test">Its metrics of the test split, which no other was scored on.</param>
public sealed record TuningTable(string System, IReadOnlyList<TuningRow> Settings, TuningRow Best, EvaluationReport Test);
