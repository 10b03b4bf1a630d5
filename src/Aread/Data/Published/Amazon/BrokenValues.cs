namespace Aread.Data.Published.Amazon;

/// <summary>Values of an item that are there and not understood.</summary>
internal readonly record struct BrokenValues(bool Price, bool Rank, bool Brand, bool Category);
