using Aread.Augmentation;
using Aread.Data;
using Aread.Distributed.Synchronization;

namespace Aread.Distributed.Contracts;

/// <summary>See <see cref="AugmentationProposal"/>.</summary>
[GenerateSerializer, Immutable, Alias("Aread.ProposalReply")]
public sealed record ProposalReply(
    [property: Id(0)] Blob<double> Keys,
    [property: Id(1)] Blob<int> Domains,
    [property: Id(2)] Blob<long> Rows,
    [property: Id(3)] int Columns,
    [property: Id(4)] Blob<int> Ids,
    [property: Id(5)] Blob<byte> Labels,
    [property: Id(6)] long Available) : WireRecord, IParcelContent
{
    public long WireBytes => Keys.Bytes + Domains.Bytes + Rows.Bytes + Ids.Bytes + Labels.Bytes;

    public static ProposalReply Of(AugmentationProposal proposal) => new(
        proposal.Keys, proposal.Domains, proposal.Rows, proposal.Samples.Columns, proposal.Samples.Ids, proposal.Samples.Labels, proposal.Available);

    public AugmentationProposal ToProposal() => new(Keys.Values, Domains.Values, Rows.Values, new SampleBlock(Columns, Ids.Values, Labels.Values), Available);
}
