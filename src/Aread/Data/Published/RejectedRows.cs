namespace Aread.Data.Published;

/// <summary>What was rejected of an input file, in one reading.</summary>
/// <param name="Rows">Rows read.</param>
/// <param name="Reasons">Rejected rows by reason.</param>
/// <param name="First">The first of them.</param>
public sealed record RejectedRows(string File, long Rows, IReadOnlyDictionary<string, long> Reasons, IReadOnlyList<RejectedRow> First)
{
    public long Total => Reasons.Values.Sum();
}
