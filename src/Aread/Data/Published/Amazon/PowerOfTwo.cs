using System.Globalization;
using System.Numerics;

namespace Aread.Data.Published.Amazon;

/// <summary>Bins that double: bin b holds the whole numbers from 2^(b-1) to 2^b - 1, bin 0 holds 0.</summary>
internal static class PowerOfTwo
{
    public static string BinOf(long number) => (64 - BitOperations.LeadingZeroCount((ulong)number)).ToString(CultureInfo.InvariantCulture);
}
