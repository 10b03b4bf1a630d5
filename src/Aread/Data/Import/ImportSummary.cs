namespace Aread.Data.Import;

/// <summary>What an import made.</summary>
/// <param name="Rows">Rows of the CSV files.</param>
/// <param name="DroppedRows">Rows left out because their domain is too small (<c>"smallDomains": "drop"</c>).</param>
/// <param name="Warnings">What the data set can live with but its user should know, one sentence each.</param>
public sealed record ImportSummary(Dataset Dataset, long Rows, long DroppedRows, IReadOnlyList<string> Warnings)
{
    public long Samples(Split split) => Dataset.Manifest.Domains.Sum(domain => domain.Partition(split).Samples);
}
