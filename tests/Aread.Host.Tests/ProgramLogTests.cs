using System.Text.Json;
using Aread.Host.Tests.Web;
using Aread.Testing;
using Microsoft.Extensions.Logging;

namespace Aread.Host.Tests;

public sealed class ProgramLogTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    [Fact]
    public void Files_are_bounded_in_size_and_number_and_the_latest_events_are_kept()
    {
        using (var log = new ProgramLog(fileBytes: 4_000, files: 3))
        {
            log.Open(_directory["silo.clef"]);
            var logger = log.Loggers.CreateLogger("test");
            for (var i = 0; i < 500; i++) logger.LogInformation("Event {Number} of run {Run}", i, "first");
        }
        var files = Directory.GetFiles(_directory.Path, "silo*.clef").Order(StringComparer.Ordinal).ToArray();
        Assert.Equal(3, files.Length);
        Assert.All(files, file => Assert.InRange(new FileInfo(file).Length, 1, 4_500));
        Assert.Equal(499, Lines(files[^1]).Last().GetProperty("Number").GetInt32());
    }

    [Fact]
    public void An_event_is_one_line_in_the_file_and_one_for_people_with_run_domain_and_step_as_properties()
    {
        using var shown = new StringWriter();
        using (var log = new ProgramLog())
        {
            log.ShowOn(shown, _directory["silo.clef"]);
            log.Loggers.CreateLogger("test").LogError(new InvalidOperationException("first\nsecond"), "Run {Run}, domain {Domain}, step {Step} failed", "first", "d3", 12L);
        }
        var lines = Lines(_directory["silo.clef"]).ToArray();
        Assert.Equal(AreadVersion.Current, lines[0].GetProperty("Version").GetString());
        var line = Assert.Single(lines[1..]);
        Assert.Equal(("first", "d3", 12), (line.GetProperty("Run").GetString(), line.GetProperty("Domain").GetString(), line.GetProperty("Step").GetInt32()));
        Assert.Contains("second", line.GetProperty("@x").GetString());
        Assert.EndsWith("ERR Run first, domain d3, step 12 failed (first)", Assert.Single(shown.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries)).TrimEnd());
    }

    [Fact]
    public void What_others_wrote_begins_no_line_and_commands_no_terminal()
    {
        using var shown = new StringWriter();
        using (var log = new ProgramLog())
        {
            log.ShowOn(shown);
            log.Loggers.CreateLogger("test").LogError(new InvalidOperationException("fault\rover\u001b!"), "Told {Text}", "a\n12:00:00 INF forged\u001b[2J\u2028b\u202ec");
        }
        Assert.EndsWith("ERR Told a 12:00:00 INF forged [2J b c (fault over !)\n", shown.ToString().ReplaceLineEndings("\n"));
        Assert.Single(shown.ToString(), letter => letter == '\n');
    }

    [Fact]
    public async Task Tokens_are_not_in_the_log()
    {
        await using var server = await TestServer.StartClosedAsync(new ScriptedCluster());
        foreach (var token in new[] { TestServer.ReadToken, TestServer.OperateToken, "a-token-that-nobody-knows" })
            await server.SendAsync(HttpMethod.Post, $"/api/v1/runs/first/stop?access_token={token}", token);
        Assert.Contains("Audit: operate POST /api/v1/runs/first/stop: 200", server.Log);
        Assert.Contains("Audit: nobody POST /api/v1/runs/first/stop: 401", server.Log);
        Assert.All([TestServer.ReadToken, TestServer.OperateToken, "a-token-that-nobody-knows"], token => Assert.DoesNotContain(token, server.Log, StringComparison.Ordinal));
    }

    public void Dispose() => _directory.Dispose();

    private static IEnumerable<JsonElement> Lines(string file) => File.ReadLines(file).Select(line => JsonDocument.Parse(line).RootElement);
}
