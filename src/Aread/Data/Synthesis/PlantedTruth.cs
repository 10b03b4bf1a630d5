namespace Aread.Data.Synthesis;

/// <summary>What was planted: the contents of <c>planted.json</c> beside the data set.</summary>
/// <param name="Domains">In the order in which they were made, largest first.</param>
/// <param name="Oracle">What the true probabilities score on the test split: no model can expect more.</param>
public sealed record PlantedTruth(IReadOnlyList<PlantedDomain> Domains, PlantedOracle Oracle)
{
    public const string FileName = "planted.json";
}

/// <param name="Coarse">Index of its coarse cluster.</param>
/// <param name="Fine">Index of its fine cluster; numbered over all coarse ones.</param>
public sealed record PlantedDomain(string Name, int Coarse, int Fine);

/// <inheritdoc cref="Evaluation.EvaluationReport"/>
public sealed record PlantedOracle(double? Auc, double? DomainAuc, double? LogLoss);
