using System.Text;
using Aread.Data;
using Aread.Data.Published;

namespace Aread.Tests.Data.Published;

public sealed class InputLinesTests : IDisposable
{
    private readonly PublishedCase _case = new();
    private readonly MemoryStream _rejected = new();
    private RejectedRows? _counts;

    public void Dispose() => _case.Dispose();

    [Theory]
    [InlineData("a\nb\n")]
    [InlineData("a\nb")]
    [InlineData("a\r\nb\r\n")]
    [InlineData("\uFEFFa\nb\n")]
    public void Lines_have_neither_ends_nor_marks(string text)
    {
        _case.Write("rows", text);
        Assert.Equal([(1, "a"), (2, "b")], Read());
        _case.Write("rows", "");
        File.Delete(Path.Combine(_case.Input, "rows"));
        _case.Compress("rows", text);
        Assert.Equal([(1, "a"), (2, "b")], Read());
    }

    [Fact]
    public void Blank_lines_are_passed_over_and_numbered()
    {
        _case.Write("rows", "\na\n\r\n\nb");
        Assert.Equal([(2, "a"), (5, "b")], Read());
        Assert.Equal(2, _counts!.Rows);
    }

    [Fact]
    public void Several_compressed_parts_are_one_file()
    {
        _case.Write("rows.gz", [.. PublishedCase.Compressed("a\n"u8.ToArray()), .. PublishedCase.Compressed("b\n"u8.ToArray())]);
        Assert.Equal([(1, "a"), (2, "b")], Read());
    }

    [Fact]
    public void Lines_longer_than_the_buffer_are_whole()
    {
        var longest = new string('x', InputLines.Longest);
        _case.Write("rows", $"a\n{longest}\nb\n");
        Assert.Equal([(1, "a"), (2, longest), (3, "b")], Read());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3 * InputLines.Longest)]
    public void A_line_that_is_too_long_is_rejected(int more)
    {
        _case.Write("rows", $"a\n{new string('x', InputLines.Longest + more)}\nb\n");
        Assert.Equal([(1, "a"), (3, "b")], Read(maxRejected: 0.5));
        Assert.Equal("The line is longer than 16 MiB.", Assert.Single(_counts!.Reasons).Key);
        Assert.Equal((2, new string('x', 200)), (_counts.First[0].Line, _counts.First[0].Text));
    }

    [Fact]
    public void A_line_that_is_no_utf8_is_rejected()
    {
        _case.Write("rows", [.. "a\n"u8, .. Encoding.Latin1.GetBytes("Zoë\n"), .. "b"u8]);
        Assert.Equal([(1, "a"), (3, "b")], Read(maxRejected: 0.5));
        Assert.Equal(("rows", 2, "The line is no UTF-8."), (_counts!.First[0].File, _counts.First[0].Line, _counts.First[0].Reason));
    }

    [Fact]
    public void What_is_shown_of_a_damaged_line_does_nothing_to_a_terminal()
    {
        _case.Write("rows", [.. "a\u001B[2J\u0001\u009B"u8, 0xFF]);
        Assert.Empty(Read(maxRejected: 1));
        Assert.Equal("a\u241B[2J\u2401\uFFFD\uFFFD", _counts!.First[0].Text);
    }

    [Fact]
    public void A_compressed_file_that_is_cut_short_is_refused()
    {
        var whole = PublishedCase.Compressed(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 9999).Select(i => $"{i * 7919 % 9973}\n"))));
        foreach (var left in (int[])[whole.Length - 1, whole.Length - 8, whole.Length / 2, 12])
        {
            _case.Write("rows.gz", whole[..left]);
            var fault = Assert.Throws<DataFormatException>(() => Read());
            Assert.Contains("cut short or damaged", fault.Message, StringComparison.Ordinal);
            Assert.Contains("rows.gz", fault.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void What_is_not_compressed_is_refused_as_compressed()
    {
        _case.Write("rows.gz", "a\nb\n");
        Assert.Contains("cut short or damaged", Assert.Throws<DataFormatException>(() => Read()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_empty_file_is_refused()
    {
        _case.Write("rows", "");
        Assert.Contains("empty", Assert.Throws<DataFormatException>(() => Read()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_must_be_there_once()
    {
        Assert.Contains("The file is missing", Assert.Throws<DataFormatException>(() => Read()).Message, StringComparison.Ordinal);
        _case.Write("rows", "a");
        _case.Compress("rows", "a");
        Assert.Contains("rows.gz too", Assert.Throws<DataFormatException>(() => Read()).Message, StringComparison.Ordinal);
        Assert.Contains("is no directory", Assert.Throws<AreadException>(() => InputFile.Find(_case.Out, "rows")).Message, StringComparison.Ordinal);
    }

    private List<(long, string)> Read(double maxRejected = 0)
    {
        using var log = new RejectLog(() => _rejected, _case.Request with { MaxRejected = maxRejected });
        using var lines = new InputLines(InputFile.Find(_case.Input, "rows"), log.For(InputFile.Find(_case.Input, "rows")));
        var read = new List<(long, string)>();
        while (lines.Read()) read.Add((lines.Number, Encoding.UTF8.GetString(lines.Line)));
        Assert.Equal(1, lines.Fraction);
        _counts = Assert.Single(log.Results);
        return read;
    }
}
