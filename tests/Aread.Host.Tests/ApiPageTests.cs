using System.CommandLine;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Aread.Host.Commands;
using Aread.Host.Tests.Web;
using Aread.Testing;

namespace Aread.Host.Tests;

/// <summary><c>cluster/api.md</c> forgets no command of the program, and nothing that the API answers.</summary>
public sealed partial class ApiPageTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(Repository.Root, "cluster", "api.md"));

    [Fact]
    public void Every_command_has_one_row_that_says_how_to_ask_for_it_or_why_that_cannot_be()
    {
        (string Command, string Answer)[] rows = [.. CommandRow().Matches(Page).Select(row => (row.Groups[1].Value, row.Groups[2].Value))];
        Assert.Equal(Commands(), rows.Select(row => row.Command).Order(StringComparer.Ordinal));
        Assert.All(rows, row => Assert.True(Endpoint().IsMatch(row.Answer) || Refusal().IsMatch(row.Answer), row.Answer));
    }

    [Fact]
    public async Task The_page_names_what_the_document_of_the_API_has_and_nothing_else()
    {
        await using var server = await TestServer.StartAsync();
        var document = JsonNode.Parse((await server.SendAsync(HttpMethod.Get, "/api/v1/openapi.json")).Body)!;
        var answered = from path in document["paths"]!.AsObject()
                       from method in path.Value!.AsObject()
                       select $"{method.Key.ToUpperInvariant()} {path.Key.TrimEnd('/')}";
        Assert.Equal(answered.Order(StringComparer.Ordinal), Endpoint().Matches(Page).Select(endpoint => endpoint.Groups[1].Value).Distinct().Order(StringComparer.Ordinal));
    }

    private static IEnumerable<string> Commands()
    {
        using var log = new ProgramLog();
        var root = AreadCommand.Create(ProgramRun.EnvironmentOf(new ScriptedEngine(), new ProgramSetting(), TextWriter.Null, TextWriter.Null, log));
        return [.. Leaves(root).Select(command => string.Join(' ', command.PathFromRoot())).Order(StringComparer.Ordinal)];
    }

    private static IEnumerable<Command> Leaves(Command command) => command.Subcommands.Count == 0 ? [command] : command.Subcommands.SelectMany(Leaves);

    [GeneratedRegex(@"^\| `(aread [a-z ]+)` \| (.*) \|$", RegexOptions.Multiline)]
    private static partial Regex CommandRow();

    [GeneratedRegex(@"`((?:GET|POST|PUT|PATCH|DELETE) /api/v1[^` ]*)`")]
    private static partial Regex Endpoint();

    [GeneratedRegex(@"^no(:|,) \S")]
    private static partial Regex Refusal();
}
