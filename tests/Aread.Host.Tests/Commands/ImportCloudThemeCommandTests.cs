using System.Text.Json.Nodes;
using Aread.Data;
using Aread.Data.Published;
using Aread.Host.DataReport;
using Aread.Testing;

namespace Aread.Host.Tests.Commands;

public sealed class ImportCloudThemeCommandTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    [Fact]
    public async Task A_log_of_clicks_becomes_a_data_set_with_four_negatives_a_click()
    {
        Write();

        var run = await ProgramRun.Of("import", "cloudtheme", "--input", _directory.Path, "--out", _directory["data"], "--seed", "2");

        Assert.Equal(ExitCode.Done, run.Code);
        Assert.Contains("10 domains", run.Output);
        Assert.DoesNotContain("paper", run.Output);
        Assert.EndsWith(Command(_directory["data"]), run.Output.TrimEnd());
        Assert.Equal(5000, Dataset.Open(_directory["data"]).Manifest.Domains.Sum(domain => domain.Partitions.Sum(partition => partition.Samples)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_last_words_are_a_command_for_a_shell_whatever_the_path(bool isLong)
    {
        Write();
        var data = _directory[isLong ? new string('x', 200) : "it's $HOME; `x` & \"y\""];
        var quoted = isLong ? data : $"'{data.Replace("'", @"'\''", StringComparison.Ordinal)}'";

        var run = await ProgramRun.Of("import", "cloudtheme", "--input", _directory.Path, "--out", data);
        var shown = await ProgramRun.Of("data", "show", data);

        Assert.Equal((ExitCode.Done, ExitCode.Done), (run.Code, shown.Code));
        Assert.EndsWith(Command(quoted), run.Output.TrimEnd());
        Assert.EndsWith(Command(quoted), shown.Output.TrimEnd());
    }

    [Fact]
    public async Task A_record_without_the_authors_options_gives_no_command_and_no_figures_by_them()
    {
        Write();
        await ProgramRun.Of("import", "cloudtheme", "--input", _directory.Path, "--out", _directory["data"]);
        var record = _directory["data", PublishedRecord.FileName];
        var older = JsonNode.Parse(File.ReadAllText(record))!.AsObject();
        older.Remove("augmentation");
        File.WriteAllText(record, older.ToJsonString());

        var shown = await ProgramRun.Of("data", "show", _directory["data"], "--report", _directory["data.html"]);

        Assert.Equal(ExitCode.Done, shown.Code);
        Assert.Contains("domains are minor by the default of Augmentation:MinorShare", string.Join(' ', shown.Output.Split((char[])[' ', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries)));
        Assert.DoesNotContain(TrainAdvice.Heading, shown.Output);
        Assert.DoesNotContain("augmentation ratio", shown.Output);
        Assert.DoesNotContain(TrainAdvice.Heading, File.ReadAllText(_directory["data.html"]));
    }

    [Fact]
    public async Task A_file_without_the_header_is_named()
    {
        _directory.Write("theme_click_log.csv", "1,2,3,4,5,6,2019-06-01\n");

        var run = await ProgramRun.Of("import", "cloudtheme", "--input", _directory.Path, "--out", _directory["data"]);

        Assert.Equal(ExitCode.UserError, run.Code);
        Assert.Contains("column 'user_id': The header does not name the column once.", run.Errors);
        Assert.False(Directory.Exists(_directory["data"]));
    }

    public void Dispose() => _directory.Dispose();

    private static string Command(string data) => string.Join(
        $" \\{Environment.NewLine}    --set ", [$"  aread train --data {data} --run cloudtheme", "Augmentation:Mode=Popularity", "Augmentation:MaximumPopularity=0.2", "Augmentation:MajorShare=0.0225"]);

    private void Write() => _directory.Write("theme_click_log.csv", "user_id,theme_id,item_id,leaf_cate_id,cate_level1_id,clk_cnt,reach_time\n" + string.Concat(Enumerable.Range(0, 1000).Select(i =>
        $"{i % 200},{i % 10},{i % 10 * 100 + i / 10 % 20},{i % 7},{i % 3},{1 + i % 2},2019-06-{1 + i / 40:D2} 12:00:{i % 40:D2}\n")));
}
