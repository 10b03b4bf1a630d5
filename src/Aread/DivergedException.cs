namespace Aread;

/// <summary>A training came to numbers that are none. The message names where, and which options to lower.</summary>
public sealed class DivergedException(string message) : AreadException(message);
