namespace Aread.Data.Published.AliCcp;

/// <summary>What an import of AliCCP leaves to its user.</summary>
/// <param name="Seed">Names the draws that part valid from test.</param>
/// <param name="KeepRare">
/// Count users, and items, that are rare in train as one user and one item, as the published code does: their samples stay, while those of users and
/// items with more, but fewer than are needed, go.
/// </param>
public sealed record AliCcpOptions(long Seed = 1, bool KeepRare = false);
