namespace Aread.Data.Published;

/// <summary>Rows or values that a rule of the preparation applied to.</summary>
/// <param name="Rule">What was done to what, in a few words.</param>
public sealed record CountedRows(string Rule, long Count);
