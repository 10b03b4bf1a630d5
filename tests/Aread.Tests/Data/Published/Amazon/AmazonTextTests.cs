using Aread.Data.Published.Amazon;

namespace Aread.Tests.Data.Published.Amazon;

/// <summary>How prices, ranks and lines of metadata are read.</summary>
public sealed class AmazonTextTests
{
    [Theory]
    [InlineData("$12.00", 12)]
    [InlineData("$12.01", 13)]
    [InlineData("12.99", 13)]
    [InlineData("$0.00", 0)]
    [InlineData("$1,234.50", 1235)]
    [InlineData("$1.00 - $3.00", 2)]
    [InlineData("$1.00 - $2.50", 2)]
    [InlineData("$ 5-$6", 6)]
    public void Prices_come_to_the_next_whole_and_ranges_to_their_mean(string text, long price)
    {
        Assert.True(PriceText.TryRead(text, out var read));
        Assert.Equal(price, read);
    }

    [Theory]
    [InlineData("")]
    [InlineData("$")]
    [InlineData("free")]
    [InlineData("-5")]
    [InlineData("$1.00 -")]
    [InlineData("$1 - $2 - $3")]
    [InlineData("$1e3")]
    [InlineData("$99,999,999,999.00")]
    [InlineData("$99999999999999999999999999999999999.00")]
    [InlineData(".a-box-inner{background-color:#fff}#alohaBuyBoxWidget")]
    public void Other_texts_are_no_prices(string text) => Assert.False(PriceText.TryRead(text, out _));

    [Theory]
    [InlineData("1,234 in Toys & Games (", 1234, "Toys & Games")]
    [InlineData(">#7 in Books (See Top 100 in Books)", 7, "Books")]
    [InlineData("5 in Movies & TV", 5, "Movies & TV")]
    public void Ranks_are_a_place_and_a_chart(string text, long rank, string chart)
    {
        Assert.True(RankText.TryRead(text, out var place, out var name));
        Assert.Equal((rank, chart), (place, name));
    }

    [Theory]
    [InlineData("")]
    [InlineData("Books")]
    [InlineData("many in Books (")]
    [InlineData("0 in Books (")]
    [InlineData("5 in (")]
    public void Other_texts_are_no_ranks(string text) => Assert.False(RankText.TryRead(text, out _, out _));

    [Theory]
    [InlineData(0, "(-1, 2]")]
    [InlineData(2, "(-1, 2]")]
    [InlineData(3, "(2, 4]")]
    [InlineData(10, "(4, 10]")]
    [InlineData(3565, "(1552, 3565]")]
    [InlineData(3566, "(3565, inf]")]
    public void Prices_have_the_published_bins(long price, string bin) => Assert.Equal(bin, ValueBins.Prices[price]);

    [Theory]
    [InlineData(1, "(0, 4]")]
    [InlineData(4, "(0, 4]")]
    [InlineData(5, "(4, 16]")]
    [InlineData(262144, "(65536, 262144]")]
    [InlineData(5_000_000, "(1048576, inf]")]
    public void Ranks_have_the_published_bins(long rank, string bin) => Assert.Equal(bin, ValueBins.Ranks[rank]);

    [Fact]
    public void A_line_of_metadata_is_read()
    {
        var line = new MetadataLine();

        Assert.Null(line.TryRead("""
            {"category": ["Arts, Crafts &amp; Sewing", "Yarn"], "feature": {"deep": [[1], {}]}, "brand": " O&#39;Neill ", "rank": [">#3 in Arts &amp; Crafts (See)", "x"], "price": 3.2, "asin": "0\u0041"}
            """u8));

        Assert.Equal(new ItemMetadata(5, "0A", "Arts, Crafts & Sewing", "Arts & Crafts", "(0, 4]", "O'Neill", "(2, 4]"), line.ToItem(5));
        Assert.Equal(default, line.Broken);
    }

    [Fact]
    public void What_a_line_lacks_is_missing_and_not_broken()
    {
        var line = new MetadataLine();

        Assert.Null(line.TryRead("""{"asin": "a", "category": [], "rank": null, "price": "", "brand": null}"""u8));

        Assert.Equal(new ItemMetadata(1, "a", "", "", "", "", ""), line.ToItem(1));
        Assert.Equal(default, line.Broken);
    }

    [Fact]
    public void What_a_line_has_of_another_kind_is_broken()
    {
        var line = new MetadataLine();

        Assert.Null(line.TryRead("""{"asin": "a", "category": [["Books"]], "rank": {"x": 1}, "price": [1], "brand": true}"""u8));

        Assert.Equal(new ItemMetadata(1, "a", "", "", "", "", ""), line.ToItem(1));
        Assert.Equal(new BrokenValues(Price: true, Rank: true, Brand: true, Category: true), line.Broken);
    }

    [Fact]
    public void Texts_with_control_characters_are_not_understood()
    {
        var line = new MetadataLine();

        Assert.Null(line.TryRead("""{"asin":"B1","brand":"a\u001b[2Jb","category":["Books\u0007s"],"price":"$5\u0000"}"""u8));

        Assert.Equal(new ItemMetadata(1, "B1", "", "", "", "", ""), line.ToItem(1));
        Assert.Equal(new BrokenValues(Price: true, Rank: false, Brand: true, Category: true), line.Broken);
    }

    [Fact]
    public void Half_of_a_pair_of_surrogates_makes_a_value_missing_and_not_the_line_damaged()
    {
        var line = new MetadataLine();

        Assert.Null(line.TryRead("""{"asin":"B1","brand":"a\ud800b","category":["Books"]}"""u8));
        Assert.True(line.Broken.Brand);
        Assert.Equal(("B1", "Books", ""), (line.Asin, line.ToItem(0).Domain, line.ToItem(0).Brand));
    }
}
