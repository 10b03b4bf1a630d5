using System.Text;
using Aread.Data;
using Aread.Data.Published.CloudTheme;

namespace Aread.Tests.Data.Published.CloudTheme;

public sealed class ThemeLogLinesTests
{
    private const string Header = "user_id,theme_id,item_id,leaf_cate_id,cate_level1_id,clk_cnt,reach_time";

    [Fact]
    public void A_line_gives_numbers_of_its_texts_clicks_and_time()
    {
        var lines = Lines(Header);

        lines.Read(Bytes("7,30,100,5,2,1,2019-06-15 14:40:58"), out var first);
        Assert.Null(lines.Read(Bytes("8,30,101,5,,3,1560609658"), out var second));

        Assert.Equal(new ThemeClick(0, 0, 0, 0, 0, 1, 1_560_609_658_000), first);
        Assert.Equal(new ThemeClick(1, 1, 0, 0, 1, 3, 1_560_609_658_000), second);
        Assert.Equal(["7", "8"], lines.Users.Values);
        Assert.Equal(["2", ""], lines.FirstLevels.Values);
    }

    [Fact]
    public void Columns_are_found_by_their_names()
    {
        var lines = Lines("reach_time,more,item_id,user_id,theme_id,clk_cnt,cate_level1_id,leaf_cate_id");

        Assert.Null(lines.Read(Bytes("2019-06-15,x,100,7,30,2,1,5"), out var click));

        Assert.Equal(("7", "100", "30", 2), (lines.Users.Values[0], lines.Items.Values[0], lines.Themes.Values[0], click.Clicks));
    }

    [Theory]
    [InlineData("7,30,100,5,2,1", "The line does not have as many cells as the header.")]
    [InlineData("7,30,100,5,2,1,2019-06-15,9", "The line does not have as many cells as the header.")]
    [InlineData(",30,100,5,2,1,2019-06-15", "The user_id is empty.")]
    [InlineData("7,30,\"100\",5,2,1,2019-06-15", "The text of item_id has quotes or more than 64 bytes.")]
    [InlineData("7,30,100,5,2,0,2019-06-15", "The clicks are no whole number from 1 on.")]
    [InlineData("7,30,100,5,2,1.5,2019-06-15", "The clicks are no whole number from 1 on.")]
    [InlineData("7,30,100,5,2,1,yesterday", "The time is neither ISO 8601 nor Unix seconds.")]
    [InlineData("7,30,100,5,2,1,1999-12-31 23:59:59", "The time is out of range: not in the years 2000 to 2099.")]
    [InlineData("7,30,100,5,2,1,2100-01-01", "The time is out of range: not in the years 2000 to 2099.")]
    public void A_damaged_line_is_told_by_its_reason(string line, string reason) => Assert.Equal(reason, Lines(Header).Read(Bytes(line), out _));

    [Fact]
    public void A_file_that_begins_without_the_header_is_named()
    {
        var fault = Assert.Throws<DataFormatException>(() => Lines("7,30,100,5,2,1,2019-06-15"));

        Assert.Contains("theme_click_log.csv, row 1, column 'user_id'", fault.Message, StringComparison.Ordinal);
    }

    private static ThemeLogLines Lines(string header) => new("theme_click_log.csv", Bytes(header));

    private static byte[] Bytes(string line) => Encoding.UTF8.GetBytes(line);
}
