namespace Aread.Host.Serving;

/// <summary>What samples were scored.</summary>
/// <param name="Domain">The model's; another than asked for if that is pooled in it.</param>
/// <param name="Model">SHA-256 of the checkpoint that scored.</param>
/// <param name="Scores">Probabilities in the order of the samples.</param>
internal sealed record ScoreReply(string Domain, string Model, IReadOnlyList<float> Scores);
