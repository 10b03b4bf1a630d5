namespace Aread.Training;

/// <summary>What the loop learns of a mask search.</summary>
/// <param name="Candidates">Masks tried; 0 if the domain has no samples to search with.</param>
/// <param name="Winner">Index of the chosen one.</param>
/// <param name="Score">Its score.</param>
/// <param name="Edges">Edges of the domain's mask now.</param>
public readonly record struct SearchSummary(int Candidates, int Winner, double Score, int Edges);
