namespace Aread.Host.Tests.Cluster;

public sealed class RunTraceTests
{
    [Theory]
    [InlineData("a b c", "a b c", true)]
    [InlineData("a ... c", "a c", true)]
    [InlineData("a ... c", "a b b c", true)]
    [InlineData("a ... b ...", "a c b", true)]
    [InlineData("a b c", "a c", false)]
    [InlineData("a b", "a b c", false)]
    [InlineData("a ... c", "a b", false)]
    [InlineData("... b ... b", "a b", false)]
    public void Anything_may_be_where_the_expected_trace_says_so(string expected, string trace, bool fits) =>
        Assert.Equal(fits, RunTrace.Fits(expected.Split(' '), trace.Split(' ')));
}
