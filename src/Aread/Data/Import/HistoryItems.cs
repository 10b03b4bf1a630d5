namespace Aread.Data.Import;

/// <summary>Items that an import took up into histories, by the times of the rows.</summary>
/// <param name="NotBefore">Those that were not strictly earlier than the sample: none, if the import is right.</param>
public sealed record HistoryItems(long Items, long NotBefore);
