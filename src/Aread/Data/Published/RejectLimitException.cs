namespace Aread.Data.Published;

/// <summary>More rows of a file are rejected than may be.</summary>
internal sealed class RejectLimitException(string message) : AreadException(message);
