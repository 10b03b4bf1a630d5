using Aread.Data.Import;

namespace Aread.Tests.Data.Import;

public sealed class ItemListTests
{
    [Theory]
    [InlineData("[]", "")]
    [InlineData("[17, 4,9]", "17|4|9")]
    [InlineData("['a', \"b\"]", "a|b")]
    [InlineData("[\"a, b\", 'c,d' , e]", "a, b|c,d|e")]
    [InlineData("[\"it's\", it's, 'it's']", "it's|it's|it's")]
    [InlineData("['a, b]", "a|b")]
    public void Items_are_read(string text, string items) => Assert.Equal(items, string.Join('|', Read(text, 8)!));

    [Theory]
    [InlineData("17, 4")]
    [InlineData("[1,,2]")]
    [InlineData("[1,'']")]
    public void What_is_no_list_is_told(string text) => Assert.Null(Read(text, 8));

    [Fact]
    public void The_last_items_are_kept() => Assert.Equal(["b,c", "d"], Read("[a, 'b,c', d]", 2)!);

    [Theory]
    [InlineData("a")]
    [InlineData("a b")]
    [InlineData("a, b")]
    [InlineData("[a]")]
    [InlineData("it's, or \u201cnot\u201d")]
    [InlineData("O\"Neill")]
    public void What_is_written_is_read_again(string item) => Assert.Equal(["x", item, "y"], Read($"[x, {ItemList.Write(item)}, y]", 8)!);

    [Theory]
    [InlineData("")]
    [InlineData(" a")]
    [InlineData("'a'")]
    [InlineData("it's, or \"not")]
    public void What_no_list_can_hold_is_not_written(string item) => Assert.Null(ItemList.Write(item));

    private static string[]? Read(string text, int most)
    {
        var items = new Range[most];
        return ItemList.TryReadLast(text, items, out var count) ? [.. items[..count].Select(item => text[item])] : null;
    }
}
