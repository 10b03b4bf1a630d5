using Aread.Distributed.Synchronization;

namespace Aread.Distributed.Contracts;

/// <summary>Scores and labels of all samples of a domain's split.</summary>
[GenerateSerializer, Immutable, Alias("Aread.ScoresReply")]
public sealed record ScoresReply([property: Id(0)] Blob<float> Scores, [property: Id(1)] Blob<byte> Labels) : WireRecord, IParcelContent
{
    public long WireBytes => Scores.Bytes + Labels.Bytes;
}
