namespace Aread.Data.Published;

/// <summary>A row of an input file that was left out because it is damaged or impossible.</summary>
/// <param name="Line">From 1.</param>
/// <param name="Text">The beginning of the row.</param>
public sealed record RejectedRow(string File, long Line, string Reason, string Text);
