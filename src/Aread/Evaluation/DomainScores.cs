namespace Aread.Evaluation;

/// <summary>A model's predictions for one domain's samples of a split.</summary>
/// <param name="DomainName">As in the data set.</param>
/// <param name="TrainSamples">The domain's own training samples; they say whether it is a major or a minor one.</param>
/// <param name="Scores">[n] probabilities of label 1; empty if the domain has no samples in the split.</param>
/// <param name="Labels">[n], 0 or 1.</param>
public sealed record DomainScores(string DomainName, long TrainSamples, float[] Scores, byte[] Labels);
