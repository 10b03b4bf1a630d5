using System.Text.Json;
using Aread.Data;
using Aread.Evaluation;
using Aread.Testing;

namespace Aread.Host.Tests.Commands;

public sealed class EvaluateCommandTests
{
    [Fact]
    public async Task Scores_are_printed_with_the_domains()
    {
        var engine = new ScriptedEngine();
        var run = await ProgramRun.Of(engine, "evaluate", "--run", "first", "--runs", "/runs", "--split", "valid");
        Assert.Equal(ExitCode.Done, run.Code);
        Assert.Equal(("first", "/runs", Split.Valid), (engine.Evaluated!.Run, engine.Evaluated.RunsDirectory, engine.Evaluated.Split));
        Assert.Contains("0.7700", run.Output);
        Assert.Contains("sports", run.Output);
        Assert.Contains("one class only: one [class]", run.Output);
    }

    [Fact]
    public async Task Where_to_compute_comes_from_all_layers()
    {
        using var directory = new TemporaryDirectory();
        var engine = new ScriptedEngine();
        var setting = new ProgramSetting
        {
            Files = [directory.Write("appsettings.json", """{ "Compute": { "Lanes": 2, "QueueCapacity": 7 }, "Training": { "BatchSize": 64 } }""")],
            Variables = new Dictionary<string, string> { ["AREAD_Compute__Lanes"] = "3" },
        };
        var run = await ProgramRun.Of(engine, setting, CancellationToken.None, "evaluate", "--run", "first", "--set", "Torch:Device=cuda:1");
        Assert.Equal(ExitCode.Done, run.Code);
        Assert.Equal((3, 7, "cuda:1"), (engine.Evaluated!.Compute.Lanes, engine.Evaluated.Compute.QueueCapacity, engine.Evaluated.Torch.Device));
    }

    [Theory]
    [InlineData("Training:BatchSize=64", "Training:BatchSize cannot be set here: a run is scored with the options it was trained with.")]
    [InlineData("hemp:enabled=false", "Hemp:Enabled cannot be set here")]
    [InlineData("Torch:Device=tpu", "Torch:Device")]
    [InlineData("Compute:Lane=2", "The nearest is Compute:Lanes")]
    public async Task An_option_that_cannot_be_used_is_refused_before_anything_is_done(string assignment, string message)
    {
        var engine = new ScriptedEngine();
        var run = await ProgramRun.Of(engine, "evaluate", "--run", "first", "--set", assignment);
        Assert.Equal(ExitCode.UserError, run.Code);
        Assert.Contains(message, run.Errors);
        Assert.Null(engine.Evaluated);
    }

    [Fact]
    public async Task The_list_of_domains_can_be_limited()
    {
        var run = await ProgramRun.Of("evaluate", "--run", "first", "--limit", "1");
        Assert.DoesNotContain("toys", run.Output);
        Assert.Contains("2 more domains: --limit 3", run.Output);
    }

    [Fact]
    public async Task Json_is_the_report()
    {
        var run = await ProgramRun.Of("evaluate", "--run", "first", "--json");
        Assert.Equivalent(Stories.Report("test", 0.77), JsonSerializer.Deserialize<EvaluationReport>(run.Output, AreadJson.Compact));
    }

    [Theory]
    [InlineData("--split", "train")]
    [InlineData("--limit", "0")]
    [InlineData("--limit", "few")]
    public async Task A_wrong_value_is_a_usage_error(string option, string value)
    {
        var run = await ProgramRun.Of("evaluate", "--run", "first", option, value);
        Assert.Equal(ExitCode.Usage, run.Code);
        Assert.Contains($"'{value}'", run.Errors);
    }
}
