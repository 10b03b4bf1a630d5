namespace Aread.Data.Published.AliCcp;

/// <summary>Which samples are left by how often their user and their item occur, and which values are too rare to have an id.</summary>
/// <param name="keepRare">
/// Count values that are rare in train as one user and one item, as the published code does: their samples stay, while those of users and items
/// between the two limits go.
/// </param>
internal sealed class SampleFilter(ValueCounts counts, bool keepRare)
{
    /// <summary>Samples that a user and an item must have, over all parts.</summary>
    public const int LeastSamples = 15;

    /// <summary>Train samples that a value must have.</summary>
    public const int LeastInTrain = 10;

    public bool KeepsUser(in JoinedRecord sample) => sample.Ids[AliCcpFields.User] is var user && (counts.OfUser(user) >= LeastSamples || KeepsRare(AliCcpFields.User, user));

    public bool KeepsItem(in JoinedRecord sample) => sample.Ids[AliCcpFields.Item] is var item && (counts.OfItem(item) >= LeastSamples || KeepsRare(AliCcpFields.Item, item));

    /// <summary>Whether a value is missing or has too few samples in train.</summary>
    public bool IsRare(int field, int value) => value == AliCcpFields.Missing || counts.InTrain(field, value) < LeastInTrain;

    private bool KeepsRare(int field, int value) => keepRare && IsRare(field, value);
}
