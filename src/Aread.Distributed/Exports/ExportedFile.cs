namespace Aread.Distributed.Exports;

/// <summary>A file of an export beside its manifest.</summary>
/// <param name="Sha256">Hexadecimal, lower case.</param>
public sealed record ExportedFile(string File, long Bytes, string Sha256);
