using System.Diagnostics;
using System.Net;
using Aread.Distributed.Runs;
using Aread.Host.Tests.Dashboard;
using Aread.Testing;
using Aread.Training;

namespace Aread.Host.Tests.Web;

/// <summary>The file of tokens is taken up again when it changes, without a new start.</summary>
public sealed class TokenFileTests : IDisposable
{
    private const string Runs = "/api/v1/runs";
    private const string Old = "old-0123456789abcdef", New = "new-0123456789abcdef", Kept = "kept-0123456789abcdef";

    private readonly TemporaryDirectory _mount = new();

    /// <summary>A mounted secret: the file is a link into a link, which is put in the place of the former one.</summary>
    [Fact]
    public async Task When_a_mounted_secret_is_swapped_new_tokens_open_and_old_ones_and_their_sessions_do_not()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "It is for mv of GNU, which puts a link in the place of another at once.");
        await MountAsync("..one", $"operate alice {Old}\nread bob {Kept}\n");
        File.CreateSymbolicLink(_mount["tokens"], Path.Combine("..data", "tokens"));
        await using var server = await StartAsync();
        using var alice = new PageClient(server.Address);
        using var bob = new PageClient(server.Address);
        await alice.LogInAsync(Old, "/");
        await bob.LogInAsync(Kept, "/");
        using var run = RunDirectory.Create(server.Directory["runs"], "streamed", new RunDescription("/data/shop", "", "", 1, DateTimeOffset.UnixEpoch), new AreadOptions(), RunConflict.Refuse);
        run.AppendEvent(Stories.Begun("streamed"));
        await using var watched = await alice.OpenAsync($"{Runs}/streamed/events/stream");
        var all = new StreamReader(watched).ReadToEndAsync(TestContext.Current.CancellationToken);

        await MountAsync("..two", $"operate alice {New}\nread bob {Kept}\n");

        await BecomesAsync(server, New, HttpStatusCode.OK);
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(server, Old));
        Assert.Equal(HttpStatusCode.Redirect, (await alice.GetAsync("/")).StatusCode);
        Assert.Contains("streamed", await all.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(server, Kept));
        Assert.Equal(HttpStatusCode.OK, (await bob.GetAsync("/")).StatusCode);
        Assert.Contains("The file of tokens has changed", server.Log);
    }

    [Fact]
    public async Task A_session_does_not_outlive_the_role_of_its_token()
    {
        _mount.Write("tokens", $"operate alice {Old}\n");
        await using var server = await StartAsync();
        using var alice = new PageClient(server.Address);
        await alice.LogInAsync(Old, "/");
        _mount.Write("tokens", $"read alice {Old}\nread bob {New}\n");
        await BecomesAsync(server, New, HttpStatusCode.OK);
        Assert.Equal(HttpStatusCode.Redirect, (await alice.GetAsync("/")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(server, Old));
        await server.ProblemAsync(403, HttpMethod.Post, $"{Runs}/first/stop", Old);
    }

    [Theory]
    [InlineData("reed alice new-0123456789abcdef", "line 1: this is no token")]
    [InlineData("# none\n", "there is no token in it")]
    [InlineData(null, "there is no such file")]
    public async Task A_file_that_cannot_be_used_leaves_the_former_tokens_and_is_named_in_the_log(string? content, string reason)
    {
        _mount.Write("tokens", $"read alice {Old}\n");
        await using var server = await StartAsync();
        using var alice = new PageClient(server.Address);
        await alice.LogInAsync(Old, "/");
        if (content is null) File.Delete(_mount["tokens"]);
        else _mount.Write("tokens", content);
        await Eventually.IsTrueAsync(() => Task.FromResult(server.Log.Contains(reason, StringComparison.Ordinal)), TestContext.Current.CancellationToken);
        Assert.Contains(_mount["tokens"], server.Log);
        Assert.DoesNotContain(New, server.Log);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(server, Old));
        Assert.Equal(HttpStatusCode.OK, (await alice.GetAsync("/")).StatusCode);

        _mount.Write("tokens", $"read alice {New}\n");
        await BecomesAsync(server, New, HttpStatusCode.OK);
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(server, Old));
        Assert.Single(server.Log.Split('\n'), line => line.Contains(reason, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Tokens_of_the_options_stay_beside_those_of_the_file()
    {
        _mount.Write("tokens", $"read alice {Old}\n");
        await using var server = await TestServer.StartAsync(options => options with { TokenFile = _mount["tokens"], ReadToken = TestServer.ReadToken });
        _mount.Write("tokens", $"read alice {New}\n");
        await BecomesAsync(server, Old, HttpStatusCode.Unauthorized);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(server, TestServer.ReadToken));
    }

    public void Dispose() => _mount.Dispose();

    private Task<TestServer> StartAsync() => TestServer.StartAsync(options => options with { TokenFile = _mount["tokens"] });

    private async Task MountAsync(string version, string content)
    {
        Directory.CreateDirectory(_mount[version]);
        File.WriteAllText(Path.Combine(_mount[version], "tokens"), content);
        File.CreateSymbolicLink(_mount["..next"], version);
        using var move = Process.Start("mv", ["-T", _mount["..next"], _mount["..data"]]);
        await move.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, move.ExitCode);
    }

    private static async Task<HttpStatusCode> StatusAsync(TestServer server, string token) => (await server.SendAsync(HttpMethod.Get, Runs, token)).Response.StatusCode;

    private static Task BecomesAsync(TestServer server, string token, HttpStatusCode status) =>
        Eventually.IsTrueAsync(async () => await StatusAsync(server, token) == status, TestContext.Current.CancellationToken);
}
