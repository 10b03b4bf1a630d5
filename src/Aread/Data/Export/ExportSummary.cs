namespace Aread.Data.Export;

/// <summary>What an export wrote.</summary>
/// <param name="Directory">Full path.</param>
/// <param name="Files">Names of the files of rows.</param>
/// <param name="Schema">Name of the schema, by which they are imported again.</param>
/// <param name="UnseenSamples">By field, of those that have any: samples whose value train does not have or has too rarely, so that its text is not known.</param>
/// <param name="BinnedFields">Fields of which a number of the bin was written.</param>
public sealed record ExportSummary(
    string Directory, long Rows, IReadOnlyList<string> Files, string Schema, IReadOnlyDictionary<string, long> UnseenSamples, IReadOnlyList<string> BinnedFields);
