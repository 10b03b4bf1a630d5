using Aread.Hemp;

namespace Aread.Tests.Hemp;

public sealed class SimilarityOrderTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(17)]
    public void Is_an_order_of_all(int count) => Assert.Equal(Enumerable.Range(0, count), SimilarityOrder.Of(new double[count, count]).Order());

    [Fact]
    public void Alike_things_stand_together()
    {
        const int count = 12;
        var similarity = new double[count, count];
        for (var a = 0; a < count; a++)
            for (var b = 0; b < count; b++)
                similarity[a, b] = (a % 3 == b % 3 ? 0.8 : 0.2) + 0.001 * ((a * b) % 7);
        Assert.Equal(2, Changes(SimilarityOrder.Of(similarity).Select(item => item % 3)));
    }

    [Fact]
    public void A_chain_keeps_its_order()
    {
        const int count = 8;
        int[] place = [3, 0, 7, 4, 1, 6, 2, 5];
        var similarity = new double[count, count];
        for (var a = 0; a < count; a++)
            for (var b = 0; b < count; b++) similarity[a, b] = -Math.Abs(place[a] - place[b]);
        var found = SimilarityOrder.Of(similarity).Select(item => place[item]).ToArray();
        Assert.All(found.Zip(found.Skip(1)), pair => Assert.InRange(Math.Abs(pair.First - pair.Second), 1, 3));
    }

    private static int Changes(IEnumerable<int> groups) => groups.Zip(groups.Skip(1)).Count(pair => pair.First != pair.Second);
}
