namespace Aread.Data.Published;

/// <summary>What an import of a published data set ends with.</summary>
/// <param name="RejectedFile">Where all rejected rows are; null if there are none.</param>
public sealed record PublishedSummary(Dataset Dataset, PublishedRecord Record, PublishedFigures Figures, string? RejectedFile, IReadOnlyList<string> Warnings);
