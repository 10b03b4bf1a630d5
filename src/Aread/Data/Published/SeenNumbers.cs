namespace Aread.Data.Published;

/// <summary>Which of the numbers from 0 to 2^31 - 1 were seen: a bit each, in pages made when they are needed. At most 256 MiB.</summary>
internal sealed class SeenNumbers
{
    private const int PageBits = 20;
    private const int PageWords = 1 << (PageBits - 6);

    private readonly ulong[]?[] _pages = new ulong[1 << (31 - PageBits)][];

    /// <summary>Remembers a number.</summary>
    /// <returns>False if it was seen before.</returns>
    public bool Add(int number)
    {
        var page = _pages[number >> PageBits] ??= new ulong[PageWords];
        ref var word = ref page[(number & ((1 << PageBits) - 1)) >> 6];
        var bit = 1UL << (number & 63);
        if ((word & bit) != 0) return false;
        word |= bit;
        return true;
    }
}
