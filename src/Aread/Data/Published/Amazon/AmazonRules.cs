using System.Globalization;

namespace Aread.Data.Published.Amazon;

/// <summary>The numbers by which the published code makes the paper's data set.</summary>
internal static class AmazonRules
{
    /// <summary>Ratings of a user and of an item, at least.</summary>
    public const int LeastRatings = 3;

    /// <summary>Items of a brand, at least.</summary>
    public const int LeastItemsOfBrand = 10;

    /// <summary>Items in a history.</summary>
    public const int HistoryLength = 5;

    /// <summary>Six months of 30 days, less one.</summary>
    public const int HistoryDays = 179;

    /// <summary>Twelve months of 30.5 days.</summary>
    private const int Days = 366;

    /// <summary>Unix time in seconds of the first moment after the last day.</summary>
    public static long Until { get; } = DateTimeOffset.Parse("2018-08-15T00:00:00Z", CultureInfo.InvariantCulture).ToUnixTimeSeconds();

    /// <summary>Unix time in seconds at which the twelve months begin.</summary>
    public static long From { get; } = Until - Days * 86_400L;
}
