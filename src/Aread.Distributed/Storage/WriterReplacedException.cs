namespace Aread.Distributed.Storage;

/// <summary>Another attempt at the run has begun since; this one has nothing more to write.</summary>
public sealed class WriterReplacedException(string message) : Exception(message);
