namespace Aread.Data.Import;

/// <summary>How far an import has come.</summary>
/// <param name="Rows">Rows done in this stage.</param>
/// <param name="Fraction">Share of the stage that is done, in [0, 1].</param>
/// <param name="Step">What is prepared, if rows are prepared before they are imported.</param>
public sealed record ImportProgress(ImportStage Stage, long Rows, double Fraction, string? Step = null);
