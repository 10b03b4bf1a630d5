namespace Aread.Data.Inspection;

/// <summary>Which domains have users, or items, in common. Unseen values cannot be told apart and do not count.</summary>
/// <param name="Values">Values that samples have.</param>
/// <param name="InSeveral">Of these, in more than one domain.</param>
/// <param name="ByDomain">Distinct values of each domain.</param>
/// <param name="Pairs">Domains that have some in common, the most first.</param>
public sealed record SharedValues(string Field, long Values, long InSeveral, IReadOnlyList<long> ByDomain, IReadOnlyList<SharedPair> Pairs);
