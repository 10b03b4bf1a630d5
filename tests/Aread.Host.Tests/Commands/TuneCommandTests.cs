using System.Text.Json;
using System.Xml.Linq;
using Aread.Testing;

namespace Aread.Host.Tests.Commands;

public sealed class TuneCommandTests : IAsyncLifetime
{
    private readonly TemporaryDirectory _directory = new();

    public async ValueTask InitializeAsync() => await SmallDataset.CreateAsync(_directory["data"], 120, 80, 40);

    public ValueTask DisposeAsync()
    {
        _directory.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_grid_comes_to_a_table_the_best_setting_and_a_picture()
    {
        var run = await TuneAsync("1e-4,1e-2", "16,64");
        Assert.True(run.Code == ExitCode.Done, run.Errors);
        using var table = JsonDocument.Parse(await File.ReadAllTextAsync(_directory["out", "tuning.json"], TestContext.Current.CancellationToken));
        var settings = table.RootElement.GetProperty("settings");
        Assert.Equal(4, settings.GetArrayLength());
        var best = table.RootElement.GetProperty("best");
        Assert.Contains($"--set Training:BatchSize={best.GetProperty("batchSize").GetInt32()}", run.Output);
        Assert.Equal(1, settings.EnumerateArray().Count(setting => setting.GetProperty("droppedAt").ValueKind == JsonValueKind.Null));
        Assert.Contains("| learning rate |", await File.ReadAllTextAsync(_directory["out", "tuning.md"], TestContext.Current.CancellationToken));
        Assert.Equal(4, XDocument.Load(_directory["out", "tuning.svg"]).Descendants().Count(element => element.Name.LocalName == "text" && (element.Value.EndsWith(" epoch", StringComparison.Ordinal) || element.Value.EndsWith(" epochs", StringComparison.Ordinal))));

        var trials = await File.ReadAllTextAsync(_directory["out", "trials.jsonl"], TestContext.Current.CancellationToken);
        Assert.Equal(ExitCode.Done, (await TuneAsync("1e-4,1e-2", "16,64")).Code);
        Assert.Equal(trials, await File.ReadAllTextAsync(_directory["out", "trials.jsonl"], TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("1e-3,fast", "32", "fast")]
    [InlineData("1e-3", "0", "BatchSize")]
    public async Task A_setting_that_cannot_be_is_refused_and_nothing_is_written(string rates, string sizes, string told)
    {
        var run = await TuneAsync(rates, sizes);
        Assert.NotEqual(ExitCode.Done, run.Code);
        Assert.Contains(told, run.Errors);
        Assert.False(Directory.Exists(_directory["out"]));
    }

    [Fact]
    public async Task The_grid_is_not_given_as_options()
    {
        var run = await TuneAsync("1e-3", "32", "--set", "Training:LearningRate=0.1");
        Assert.Equal(ExitCode.UserError, run.Code);
        Assert.Contains("the grid is given by --learning-rates", run.Errors);
    }

    private Task<ProgramRun> TuneAsync(string rates, string sizes, params string[] arguments) => ProgramRun.Of(
    [
        "tune", "--model", "DCN", "--data", _directory["data"], "--out", _directory["out"], "--learning-rates", rates, "--batch-sizes", sizes,
        "--set", "Hei:EmbeddingSize=4", "--set", "Hei:BottomWidths=8,4", "--set", "Training:MaximumEpochs=4", .. arguments,
    ]);
}
