namespace Aread.Data;

/// <summary>A field of a data set to be written.</summary>
/// <param name="Values">Known values; value i has id i + 1. Id 0 is "unseen in train"; the item field has one more id, the last, that pads sequences, if there are any.</param>
/// <param name="Counts">Train samples per value, if they were counted.</param>
public sealed record FieldDraft(string Name, FieldRole Role, IReadOnlyList<string> Values, IReadOnlyList<long>? Counts);
