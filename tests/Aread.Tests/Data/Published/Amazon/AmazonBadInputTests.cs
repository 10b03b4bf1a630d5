using System.Text;
using Aread.Data;
using Aread.Data.Published;
using Aread.Data.Published.Amazon;

namespace Aread.Tests.Data.Published.Amazon;

public sealed class AmazonBadInputTests : IDisposable
{
    private readonly AmazonFiles _files = new();

    public void Dispose() => _files.Dispose();

    [Theory]
    [InlineData("b0,u0,5.0", "The row has not 4 cells.")]
    [InlineData("b0,u0,5.0,1504224000,1", "The row has not 4 cells.")]
    [InlineData(",u0,5.0,1504224000", "Item or user is no id.")]
    [InlineData("b0,,5.0,1504224000", "Item or user is no id.")]
    [InlineData("b0,u 0,5.0,1504224000", "Item or user is no id.")]
    [InlineData("b0,u0,five,1504224000", "The rating is no number from 1 to 5.")]
    [InlineData("b0,u0,5.5,1504224000", "The rating is no number from 1 to 5.")]
    [InlineData("b0,u0,NaN,1504224000", "The rating is no number from 1 to 5.")]
    [InlineData("b0,u0,5.0,1504224000.5", "The time is no whole number of seconds.")]
    [InlineData("b0,u0,5.0,yesterday", "The time is no whole number of seconds.")]
    [InlineData("b0,u0,5.0,-1", "The time is not in 1995 to 2018.")]
    [InlineData("b0,u0,5.0,1546300800", "The time is not in 1995 to 2018.")]
    [InlineData("b0,u0,5.0,1504224000000", "The time is not in 1995 to 2018.")]
    public async Task A_damaged_rating_is_left_out_and_shown(string line, string reason)
    {
        _files.RatingLines.Insert(7, line);

        var summary = await _files.ImportAsync(maxRejected: 0.1);

        Assert.Equal(60, summary.Figures.Samples);
        var rejected = Assert.Single(summary.Record.Rejected, file => file.Total > 0);
        Assert.Equal((AmazonFiles.Ratings, 61), (rejected.File, rejected.Rows));
        Assert.Equal((8, reason, line), (rejected.First[0].Line, rejected.First[0].Reason, rejected.First[0].Text));
    }

    [Theory]
    [InlineData("{\"asin\": \"b0\", \"category\": [\"Books\"", "The line is no JSON.")]
    [InlineData("{'asin': 'b0'}", "The line is no JSON.")]
    [InlineData("{\"asin\": \"b0\"} {}", "The line is no JSON.")]
    [InlineData("[\"b0\"]", "The line is no JSON object.")]
    [InlineData("{\"category\": [\"Books\"]}", "The line has no asin.")]
    [InlineData("{\"asin\": 7}", "The line has no asin.")]
    public async Task Damaged_metadata_are_left_out_and_shown(string line, string reason)
    {
        _files.MetadataLines.Insert(0, line);

        var summary = await _files.ImportAsync(maxRejected: 0.2);

        Assert.Equal(60, summary.Figures.Samples);
        var rejected = Assert.Single(summary.Record.Rejected, file => file.Total > 0);
        Assert.Equal((AmazonFiles.Metadata, 1, reason, line), (rejected.File, rejected.First[0].Line, rejected.First[0].Reason, rejected.First[0].Text));
    }

    [Fact]
    public async Task Text_that_is_no_utf8_is_left_out()
    {
        _files.Write();
        _files.Case.Write(AmazonFiles.Ratings, [.. Encoding.Latin1.GetBytes("b0,Zoë,5.0,1504224000\n"), .. Encoding.UTF8.GetBytes(string.Join('\n', _files.RatingLines))]);

        var summary = await _files.Case.RunAsync(new AmazonFormat(), _files.Case.Request with { MaxRejected = 0.1 });

        Assert.Equal("The line is no UTF-8.", summary.Record.Rejected[0].First[0].Reason);
    }

    [Fact]
    public async Task A_companion_that_is_missing_is_named()
    {
        _files.Write();
        File.Delete(Path.Combine(_files.Case.Input, AmazonFiles.Metadata));

        var fault = await Assert.ThrowsAsync<DataFormatException>(() => _files.Case.RunAsync(new AmazonFormat()));

        Assert.Contains(AmazonFiles.Metadata, fault.Message, StringComparison.Ordinal);
        Assert.Empty(_files.Case.Made);
    }

    [Fact]
    public async Task A_compressed_file_that_is_cut_short_stops_the_import()
    {
        _files.Write();
        File.Delete(Path.Combine(_files.Case.Input, AmazonFiles.Metadata));
        _files.Case.Write($"{AmazonFiles.Metadata}.gz", PublishedCase.Compressed(Encoding.UTF8.GetBytes(string.Join('\n', _files.MetadataLines)))[..^9]);

        var fault = await Assert.ThrowsAsync<DataFormatException>(() => _files.Case.RunAsync(new AmazonFormat()));

        Assert.Contains("cut short", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Too_many_damaged_rows_stop_the_import()
    {
        _files.RatingLines.Add("b0,u0,5.0");

        var fault = await Assert.ThrowsAsync<RejectLimitException>(() => _files.ImportAsync());

        Assert.Contains("1 of 61 rows are damaged", fault.Message, StringComparison.Ordinal);
        Assert.Equal(["out.rejected.csv"], _files.Case.Made);
    }

    [Fact]
    public async Task Files_of_which_nothing_is_left_are_refused()
    {
        _files.RatingLines.RemoveRange(2, 58);

        var fault = await Assert.ThrowsAsync<AreadException>(() => _files.ImportAsync());

        Assert.Contains("No rating is left", fault.Message, StringComparison.Ordinal);
        _files.RatingLines.Clear();
        _files.Rate("b0", "u0", 5, -400);
        Assert.Contains("No rating is left", (await Assert.ThrowsAsync<AreadException>(() => _files.ImportAsync())).Message, StringComparison.Ordinal);
    }
}
