namespace Aread.Data.Published.Amazon;

/// <summary>What the metadata say of an item. Missing values are the empty text.</summary>
/// <param name="Number">In the records of ratings.</param>
/// <param name="Domain">Its first category.</param>
/// <param name="Chart">Of its sales rank.</param>
/// <param name="Rank">Bin of its sales rank.</param>
/// <param name="Price">Bin of its price.</param>
internal sealed record ItemMetadata(int Number, string Id, string Domain, string Chart, string Rank, string Brand, string Price);
