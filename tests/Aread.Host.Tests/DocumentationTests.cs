using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.Json;
using System.Text.RegularExpressions;
using Aread.Distributed.Hosting;
using Aread.Host.Commands;
using Aread.Host.Configuration;
using Aread.Host.Web;
using Aread.Testing;

namespace Aread.Host.Tests;

/// <summary>What the pages say about the program is so.</summary>
public sealed partial class DocumentationTests
{
    private const string FromSource = "dotnet run --project cluster/Aread.Host -c Release -- ";

    private static readonly string[] Pages = [.. new[] { "README.md", "CONTRIBUTING.md", "src/README.md", "cluster/README.md", "cluster/api.md", "cluster/serving.md", "benchmarks/README.md" }
        .Select(page => Path.Combine(Repository.Root, page))];

    public static TheoryData<string> Commands => [.. Pages.SelectMany(CommandLines)];

    [Theory]
    [MemberData(nameof(Commands))]
    public void Every_command_in_a_page_is_one_the_program_takes(string line)
    {
        using var log = new ProgramLog();
        var root = AreadCommand.Create(ProgramRun.EnvironmentOf(new ScriptedEngine(), new ProgramSetting(), TextWriter.Null, TextWriter.Null, log));
        var parsed = root.Parse(CommandLineParser.SplitCommandLine(line).ToArray());
        Assert.Empty(parsed.Errors);
        Assert.NotNull(OptionsLoader.Load(OptionSources.Arguments(parsed.GetValue<string[]>("--set") ?? [])));
    }

    [Fact]
    public void The_table_of_options_holds_every_key_and_what_it_takes() =>
        Assert.Equal(OptionKeys.All.Select(key => (key.Path, key.Expected)), OptionRows().Select(row => (row.Key, row.Expected)));

    [Fact]
    public void The_table_of_options_holds_the_defaults()
    {
        var loaded = OptionsLoader.Load(OptionRows().Select(row => new OptionSetting("README.md", row.Key, row.Default)));
        Assert.Equal(JsonSerializer.Serialize(new AreadOptions(), AreadJson.Indented), JsonSerializer.Serialize(loaded, AreadJson.Indented));
        Assert.Equal(new ClusterOptions(), OptionsLoader.LoadCluster(OptionRows().Select(row => new OptionSetting("README.md", row.Key, row.Default))));
        Assert.Equal(new WebOptions(), OptionsLoader.LoadWeb(OptionRows().Select(row => new OptionSetting("README.md", row.Key, row.Default))));
    }

    [Fact]
    public void The_schema_in_the_page_is_that_of_the_examples()
    {
        var schema = File.ReadAllText(Path.Combine(Repository.Root, "cluster", "examples", "movielens.schema.json"));
        Assert.Contains($"```json\n{schema}```", File.ReadAllText(Pages[0]));
    }

    [Fact]
    public void Every_link_to_a_file_leads_to_one()
    {
        var links = from page in Pages
                    from Match link in Link().Matches(File.ReadAllText(page))
                    where !link.Groups[1].Value.Contains("://", StringComparison.Ordinal)
                    select Path.GetFullPath(Path.Combine(Path.GetDirectoryName(page)!, link.Groups[1].Value));
        Assert.All(links, target => Assert.True(Path.Exists(target), target));
    }

    /// <summary>The lines of shell blocks that call the program, without its name.</summary>
    private static IEnumerable<string> CommandLines(string page) =>
        from Match block in ShellBlock().Matches(File.ReadAllText(page))
        from line in block.Groups[1].Value.Replace("\\\n", " ", StringComparison.Ordinal).Split('\n')
        from prefix in new[] { "aread ", FromSource }
        where line.StartsWith(prefix, StringComparison.Ordinal)
        select Redirection().Replace(line[prefix.Length..], "");

    private static IEnumerable<(string Key, string Default, string Expected)> OptionRows() =>
        from Match row in OptionRow().Matches(File.ReadAllText(Pages[0]))
        select (row.Groups[1].Value, row.Groups[2].Value.Trim(' ', '`'), row.Groups[3].Value);

    [GeneratedRegex(@"^```sh\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex ShellBlock();

    /// <summary>What the shell does with a command's output, or beside it.</summary>
    [GeneratedRegex(@" [>&|].*$")]
    private static partial Regex Redirection();

    [GeneratedRegex(@"^\| `(\w+:\w+)` \|([^|]*)\| (.*?) \|", RegexOptions.Multiline)]
    private static partial Regex OptionRow();

    [GeneratedRegex(@"\]\(([^)#\s]+)[^)]*\)")]
    private static partial Regex Link();
}
