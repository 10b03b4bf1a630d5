using Aread.Data;
using Aread.Testing;

namespace Aread.Host.Tests.Commands;

public sealed class ImportCloudThemeCommandTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    [Fact]
    public async Task A_log_of_clicks_becomes_a_data_set_with_four_negatives_a_click()
    {
        _directory.Write("theme_click_log.csv", "user_id,theme_id,item_id,leaf_cate_id,cate_level1_id,clk_cnt,reach_time\n" + string.Concat(Enumerable.Range(0, 1000).Select(i =>
            $"{i % 200},{i % 10},{i % 10 * 100 + i / 10 % 20},{i % 7},{i % 3},{1 + i % 2},2019-06-{1 + i / 40:D2} 12:00:{i % 40:D2}\n")));

        var run = await ProgramRun.Of("import", "cloudtheme", "--input", _directory.Path, "--out", _directory["data"], "--seed", "2");

        Assert.Equal(ExitCode.Done, run.Code);
        Assert.Contains("10 domains", run.Output);
        Assert.DoesNotContain("paper", run.Output);
        Assert.Contains(
            string.Join($" \\{Environment.NewLine}    --set ", [$"aread train --data {_directory["data"]} --run cloudtheme", "Augmentation:Mode=Popularity", "Augmentation:MaximumPopularity=0.2", "Augmentation:MajorShare=0.0225"]),
            run.Output);
        Assert.Equal(5000, Dataset.Open(_directory["data"]).Manifest.Domains.Sum(domain => domain.Partitions.Sum(partition => partition.Samples)));
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
}
