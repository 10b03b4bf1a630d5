namespace Aread.Data.Import;

/// <summary>How far an import has come.</summary>
/// <param name="Rows">Rows done in this stage.</param>
/// <param name="Fraction">Share of the stage that is done, in [0, 1].</param>
public sealed record ImportProgress(ImportStage Stage, long Rows, double Fraction);
