namespace Aread.Data.Published.Amazon;

/// <summary>Items whose values are there and not understood.</summary>
internal sealed record BrokenCounts(long Price = 0, long Rank = 0, long Brand = 0, long Category = 0)
{
    public BrokenCounts With(BrokenValues values) => new(Price + Of(values.Price), Rank + Of(values.Rank), Brand + Of(values.Brand), Category + Of(values.Category));

    private static long Of(bool broken) => broken ? 1 : 0;
}
