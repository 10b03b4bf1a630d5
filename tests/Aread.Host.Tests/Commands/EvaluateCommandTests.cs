using System.Text.Json;
using Aread.Data;
using Aread.Evaluation;

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
