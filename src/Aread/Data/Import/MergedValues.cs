namespace Aread.Data.Import;

/// <summary>Values of a field that are too rare in train and share the id of unseen ones.</summary>
/// <param name="Samples">Train samples that have one of them.</param>
public sealed record MergedValues(string Field, long Values, long Samples);
