namespace Aread.Distributed.Checkpoints;

/// <summary>One file of a checkpoint, as its manifest names it.</summary>
/// <param name="Part">What it holds, for example <c>coordinator</c> or <c>domain-0003</c>.</param>
/// <param name="File">Name within the checkpoint's directory.</param>
/// <param name="Bytes">Size.</param>
/// <param name="Sha256">Of the file, hexadecimal, lower case.</param>
public sealed record CheckpointFile(string Part, string File, long Bytes, string Sha256);
