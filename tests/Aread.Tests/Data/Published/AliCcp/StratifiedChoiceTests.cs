using Aread.Data.Published.AliCcp;

namespace Aread.Tests.Data.Published.AliCcp;

public sealed class StratifiedChoiceTests
{
    [Fact]
    public void Five_come_from_the_largest_twentieth_and_the_others_from_the_rest_at_even_distances()
    {
        // 400 domains: the 20 largest give every fourth, the 380 others every fifteenth.
        var chosen = StratifiedChoice.Of(Domains(400), 30);

        Assert.Equal([.. Steps(0, 4, 5), .. Steps(20, 15, 25)], chosen);
    }

    [Fact]
    public void A_twentieth_of_few_domains_is_taken_whole_and_the_rest_fills_up()
    {
        // 60 domains: 3 are the largest twentieth, 27 of the other 57 are taken, every second.
        var chosen = StratifiedChoice.Of(Domains(60), 30);

        Assert.Equal([0, 1, 2, .. Steps(3, 2, 27)], chosen);
    }

    [Fact]
    public void Fewer_domains_than_wanted_are_all_taken() => Assert.Equal(Enumerable.Range(0, 12), StratifiedChoice.Of(Domains(12), 30));

    [Fact]
    public void More_than_33_wanted_domains_take_15_percent_of_the_largest()
    {
        // 100 wanted of 2,000: 15 of the 100 largest, every sixth; 85 of the 1,900 others, every twenty-second.
        Assert.Equal([.. Steps(0, 6, 15), .. Steps(100, 22, 85)], StratifiedChoice.Of(Domains(2000), 100));
    }

    [Fact]
    public void Domains_of_one_size_are_in_the_order_of_their_ids() =>
        Assert.Equal([3, 5, 9], StratifiedChoice.Of([(9, 7), (3, 7), (5, 7)], 3));

    [Fact]
    public void No_domains_give_none() => Assert.Empty(StratifiedChoice.Of([], 30));

    private static IEnumerable<(int Domain, long Samples)> Domains(int count) => Enumerable.Range(0, count).Reverse().Select(i => (i, 10_000L - i));

    private static IEnumerable<int> Steps(int first, int step, int count) => Enumerable.Range(0, count).Select(i => first + i * step);
}
