namespace Aread.Hemp;

/// <summary>How widely a mask search draws in one round.</summary>
/// <param name="Sigma">Spread of the share of edges flipped.</param>
/// <param name="ActiveShare">Share of the gates, from the top, that a candidate starts from.</param>
/// <param name="Candidates">Z, masks tried.</param>
public readonly record struct HempRound(double Sigma, double ActiveShare, int Candidates);
