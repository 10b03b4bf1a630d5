using System.Text.Json;
using Aread.Testing;

namespace Aread.Host.Tests.Commands;

public sealed class RunsCommandTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    [Fact]
    public async Task Runs_are_listed_with_how_they_stand()
    {
        await TrainAsync("first", new ScriptedEngine());
        await TrainAsync("second", new ScriptedEngine { Story = Stories.Failed("Broken.") });
        var run = await ProgramRun.Of("runs", "list", "--runs", _directory["runs"]);
        Assert.Equal(ExitCode.Done, run.Code);
        var lines = run.Output.Split('\n');
        Assert.Contains(lines, line => line.Contains("first") && line.Contains("finished") && line.Contains("0.7500") && line.Contains("0.7700"));
        Assert.Contains(lines, line => line.Contains("second") && line.Contains("failed"));
    }

    [Fact]
    public async Task Json_lists_the_runs()
    {
        await TrainAsync("first", new ScriptedEngine());
        var run = await ProgramRun.Of("runs", "list", "--runs", _directory["runs"], "--json");
        using var document = JsonDocument.Parse(run.Output);
        Assert.Equal("first", document.RootElement[0].GetProperty("name").GetString());
    }

    [Fact]
    public async Task No_runs_are_no_error()
    {
        var run = await ProgramRun.Of("runs", "list", "--runs", _directory.Path);
        Assert.Equal(ExitCode.Done, run.Code);
        Assert.Contains("There are no runs in", run.Output);
        Assert.Equal("[]", (await ProgramRun.Of("runs", "list", "--runs", _directory.Path, "--json")).Output.Trim());
    }

    [Fact]
    public async Task A_directory_that_was_named_must_be_there()
    {
        var run = await ProgramRun.Of("runs", "list", "--runs", _directory["runs"], "--json");
        Assert.Equal(ExitCode.UserError, run.Code);
        Assert.Contains("There is no directory", run.Errors);
        Assert.Empty(run.Output);
    }

    public void Dispose() => _directory.Dispose();

    private async Task TrainAsync(string name, ScriptedEngine engine) =>
        await ProgramRun.Of(engine, "train", "--data", _directory.Path, "--run", name, "--runs", _directory["runs"]);
}
