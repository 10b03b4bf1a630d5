using System.CommandLine;
using Aread.Host.Commands;

namespace Aread.Host.Tests.Commands;

public sealed class HelpTests
{
    [Fact]
    public async Task Every_command_has_help_with_an_example()
    {
        foreach (var path in Paths())
        {
            var run = await ProgramRun.Of([.. path, "--help"]);
            Assert.Equal(ExitCode.Done, run.Code);
            Assert.Contains("Usage:", run.Output);
            Assert.Contains("Example", run.Output);
            Assert.Contains($"  aread {path.FirstOrDefault()}", run.Output);
            Assert.All(run.Output.Split('\n'), line => Assert.InRange(line.Length, 0, 100));
        }
    }

    [Fact]
    public async Task A_command_that_only_holds_others_asks_for_one()
    {
        var run = await ProgramRun.Of("masks");
        Assert.Equal(ExitCode.Usage, run.Code);
    }

    private static List<string[]> Paths()
    {
        using var log = new ProgramLog();
        var paths = new List<string[]>();
        Collect(AreadCommand.Create(ProgramRun.EnvironmentOf(new ScriptedEngine(), new ProgramSetting(), TextWriter.Null, TextWriter.Null, log)), [], paths);
        return paths;
    }

    private static void Collect(Command command, string[] path, List<string[]> paths)
    {
        paths.Add(path);
        foreach (var child in command.Subcommands) Collect(child, [.. path, child.Name], paths);
    }
}
