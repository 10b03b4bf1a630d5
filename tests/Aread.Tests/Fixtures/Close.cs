namespace Aread.Tests.Fixtures;

/// <summary>Comparison of arrays within a tolerance, naming the worst place.</summary>
public static class Close
{
    /// <summary>|actual - expected| &lt;= absolute + relative * |expected| everywhere.</summary>
    public static void All(string what, ReadOnlySpan<double> expected, ReadOnlySpan<float> actual, double absolute, double relative = 0)
    {
        Assert.True(expected.Length == actual.Length, $"{what}: {expected.Length} values expected, {actual.Length} found.");
        for (var i = 0; i < expected.Length; i++)
        {
            var error = Math.Abs(expected[i] - actual[i]);
            Assert.True(error <= absolute + relative * Math.Abs(expected[i]), $"{what}[{i}]: expected {expected[i]}, got {actual[i]}, off by {error:g3}.");
        }
    }
}
