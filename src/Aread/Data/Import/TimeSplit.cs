namespace Aread.Data.Import;

/// <summary>Train before one moment, valid before another, then test.</summary>
/// <param name="ValidFrom">Milliseconds since 1970.</param>
/// <param name="TestFrom">Milliseconds since 1970.</param>
internal readonly record struct TimeSplit(double ValidFrom, double TestFrom)
{
    /// <param name="count">Number of times, at least 1.</param>
    /// <param name="timeAt">The i-th earliest.</param>
    public static TimeSplit Of(long count, Func<long, long> timeAt, CsvSplit split) => new(
        Quantile.Linear(count, i => timeAt(i), (double)(1 - split.ValidShare - split.TestShare)),
        Quantile.Linear(count, i => timeAt(i), (double)(1 - split.TestShare)));

    public Split this[long time] => time < ValidFrom ? Split.Train : time < TestFrom ? Split.Valid : Split.Test;
}
