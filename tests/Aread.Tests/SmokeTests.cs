namespace Aread.Tests;

public sealed class SmokeTests
{
    [Fact]
    public void Streams_with_the_same_name_agree() => Assert.Equal(new global::Aread.RandomStream(1, "a", 2).NextBits(), new global::Aread.RandomStream(1, "a", 2).NextBits());
}
