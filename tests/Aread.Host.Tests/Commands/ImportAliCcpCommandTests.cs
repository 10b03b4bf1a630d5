using System.Text;
using System.Text.Json;
using Aread.Data;
using Aread.Testing;

namespace Aread.Host.Tests.Commands;

public sealed class ImportAliCcpCommandTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    private string Out => _directory["data"];

    [Fact]
    public async Task Four_files_become_a_data_set_beside_the_papers_figures()
    {
        Write();

        var run = await ImportAsync();

        Assert.Equal(ExitCode.Done, run.Code);
        Assert.Contains("4,454,814", run.Output);
        Assert.Contains("dropped: a purchase without a click", run.Output);
        Assert.Contains("sample_skeleton_test.csv, line 2401: The line does not have 6 cells. 9999,0", run.Output);
        Assert.Equal(["2", "1"], Dataset.Open(Out).Manifest.Domains.Select(domain => domain.Name).OrderDescending());
        Assert.True(File.Exists(_directory["data.rejected.csv"]));

        string[] advice = ["Train with the authors' augmentation:", $"  aread train --data {Out} --run aliccp \\", "    --set Augmentation:Mode=Popularity"];
        Assert.Contains(string.Join(Environment.NewLine, advice), run.Output);

        var shown = await ProgramRun.Of("data", "show", Out, "--report", _directory["aliccp.html"]);
        Assert.True(shown.Code == ExitCode.Done, shown.Errors);
        Assert.Contains("dropped: a purchase without a click", shown.Output);
        Assert.Contains("damaged: sample_skeleton_test.csv: The line does not have 6 cells.", shown.Output);
        Assert.Contains(string.Join(Environment.NewLine, advice), shown.Output);
        var compared = run.Output.Split('\n').Single(line => line.Contains("augmentation ratio", StringComparison.Ordinal));
        Assert.EndsWith("10.00%", compared.Replace(" %", "%", StringComparison.Ordinal).TrimEnd());
        Assert.Equal(compared, shown.Output.Split('\n').Single(line => line.Contains("augmentation ratio", StringComparison.Ordinal)));
        var page = File.ReadAllText(_directory["aliccp.html"]);
        Assert.Contains("<th class=\"number\">paper</th>", page);
        Assert.Contains("4,454,814", page);
        Assert.Contains("Augmentation:Mode=Popularity", page);
    }

    [Fact]
    public async Task Json_has_the_figures_and_what_was_dropped()
    {
        Write();

        var run = await ImportAsync("--json", "--seed", "3");

        using var document = JsonDocument.Parse(run.Output);
        Assert.Equal(4800, document.RootElement.GetProperty("samples").GetInt64());
        Assert.Equal(0.6051, document.RootElement.GetProperty("record").GetProperty("paper").GetProperty("largestShare").GetDouble());
        Assert.Equal(5, document.RootElement.GetProperty("record").GetProperty("counts").GetArrayLength());

        using var shown = JsonDocument.Parse((await ProgramRun.Of("data", "show", Out, "--json")).Output);
        Assert.Equal(4800, shown.RootElement.GetProperty("figures").GetProperty("samples").GetInt64());
        Assert.Equal(4_454_814, shown.RootElement.GetProperty("published").GetProperty("paper").GetProperty("samples").GetInt64());
    }

    [Fact]
    public async Task A_missing_companion_is_named()
    {
        Write();
        File.Delete(_directory["common_features_train.csv"]);

        var run = await ImportAsync();

        Assert.Equal(ExitCode.UserError, run.Code);
        Assert.Contains("common_features_train.csv: The file is missing.", run.Errors);
        Assert.False(Directory.Exists(Out));
    }

    public void Dispose() => _directory.Dispose();

    private Task<ProgramRun> ImportAsync(params string[] more) => ProgramRun.Of(["import", "aliccp", "--input", _directory.Path, "--out", Out, .. more]);

    /// <summary>Two domains with 80 users and 80 items each, 15 samples of each user in both parts; a damaged line at the end of test.</summary>
    private void Write()
    {
        foreach (var part in (string[])["train", "test"])
        {
            var (common, samples) = (new StringBuilder(), new StringBuilder());
            for (var sample = 0; sample < 2400; sample++)
            {
                var (user, domain) = (sample / 15, 1 + sample / 1200);
                if (sample % 15 == 0) common.Append($"{user:x16},1,101\u0002{user}\u00031.0\n");
                samples.Append($"{sample},{(sample % 5 == 0 ? 1 : 0)},0,{user:x16},3,205\u0002{domain * 1000 + (user + sample % 15) % 80}\u00031.0\u0001206\u0002{domain}\u00031.0\u0001508\u00027\u0003{sample}\n");
            }
            _directory.Write($"common_features_{part}.csv", common.ToString());
            _directory.Write($"sample_skeleton_{part}.csv", samples + (part == "test" ? "9999,0\n" : ""));
        }
    }
}
