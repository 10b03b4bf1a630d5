using Aread.Comparison;
using Aread.Data;
using Aread.Evaluation;
using Aread.Distributed.Synchronization;

namespace Aread.Distributed.Contracts;

/// <inheritdoc cref="TrainedDomain"/>
[GenerateSerializer, Immutable, Alias("Aread.DomainJobResult")]
public sealed record DomainJobResult(
    [property: Id(0)] ScoresReply Valid,
    [property: Id(1)] ScoresReply? Test,
    [property: Id(2)] int Epochs,
    [property: Id(3)] long Steps,
    [property: Id(4)] long Parameters) : WireRecord, IParcelContent
{
    public long WireBytes => Valid.WireBytes + (Test?.WireBytes ?? 0);

    internal static DomainJobResult Of(TrainedDomain trained) => new(Scores(trained.Valid), trained.Test is { } test ? Scores(test) : null, trained.Epochs, trained.Steps, trained.Parameters);

    internal TrainedDomain ToDomain(DomainSpec domain) => new(Scores(domain, Valid), Test is { } test ? Scores(domain, test) : null, Epochs, Steps, Parameters);

    private static ScoresReply Scores(DomainScores scores) => new(scores.Scores, scores.Labels);

    private static DomainScores Scores(DomainSpec domain, ScoresReply scores) => new(domain.Name, domain.Train.Samples, scores.Scores.Values, scores.Labels.Values);
}
