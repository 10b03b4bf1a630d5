using Aread.Distributed.Synchronization;

namespace Aread.Distributed.Contracts;

/// <summary>What a training came to.</summary>
/// <param name="Seconds">Time on its lane.</param>
/// <param name="Score">Of a whole system, as JSON.</param>
/// <param name="Domain">Of one domain's model.</param>
[GenerateSerializer, Immutable, Alias("Aread.TrainingJobResult")]
public sealed record TrainingJobResult(
    [property: Id(0)] double Seconds,
    [property: Id(1)] string? Score,
    [property: Id(2)] DomainJobResult? Domain) : WireRecord, IParcelContent
{
    // Names of domains are mostly, but not always, one byte a letter.
    public long WireBytes => 3L * (Score?.Length ?? 0) + (Domain?.WireBytes ?? 0);
}
