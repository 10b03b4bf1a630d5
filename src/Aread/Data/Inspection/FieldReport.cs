namespace Aread.Data.Inspection;

/// <summary>One field.</summary>
/// <param name="Values">Values in the vocabulary; bins of a numeric field.</param>
/// <param name="Unseen">By split: samples whose value train does not have, or has too rarely for an id of its own.</param>
public sealed record FieldReport(string Name, FieldRole Role, int Values, IReadOnlyList<long> Unseen);
