namespace Aread.Data.Import;

/// <summary>
/// How rows are divided. By time: train lies before the quantile 1 - valid - test of all times, valid before the quantile 1 - test (linear
/// quantiles, "before" is strict), so rows of one moment are never divided.
/// </summary>
/// <param name="Valid">Share of the rows, for time and random.</param>
/// <param name="Test">Share of the rows, for time and random.</param>
/// <param name="Seed">For random.</param>
public sealed record CsvSplit(SplitBy By, decimal? Valid = null, decimal? Test = null, long? Seed = null)
{
    internal const decimal DefaultShare = 0.1m;

    internal decimal ValidShare => Valid ?? DefaultShare;

    internal decimal TestShare => Test ?? DefaultShare;
}
