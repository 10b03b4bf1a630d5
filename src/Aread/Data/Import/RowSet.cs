namespace Aread.Data.Import;

/// <summary>Rows that an import reads once: a file, or what a step before it made.</summary>
/// <param name="Name">For messages: the path of a file.</param>
/// <param name="Size">Bytes or rows, for progress.</param>
internal sealed record RowSet(string Name, long Size, Func<IRowSource> Open);
