namespace Aread.Hemp;

/// <summary>A point of a search at which candidates are dropped.</summary>
/// <param name="Step">Trial steps taken by then.</param>
/// <param name="Survivors">Candidates that train on.</param>
public readonly record struct HalvingRung(int Step, int Survivors);
