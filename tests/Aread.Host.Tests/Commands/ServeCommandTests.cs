using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using Aread.Host.Tests.Serving;
using Aread.Testing;

namespace Aread.Host.Tests.Commands;

public sealed class ServeCommandTests(TrainedRun run) : IClassFixture<TrainedRun>
{
    private const string Body = """{ "samples": [ { "user": "u1", "item": "i1", "liked": [] } ] }""";

    [Fact]
    public async Task A_request_under_way_is_answered_before_the_program_ends_on_SIGTERM()
    {
        var stop = TestContext.Current.CancellationToken;
        var port = FreePort.Find();
        using var process = ProgramProcess.Start(
            run.Runs, new Dictionary<string, string>(), "serve", "--run", TrainedRun.Name, "--runs", run.Runs, "--http", $"127.0.0.1:{port}", "--set", "Compute:Lanes=1");
        var ready = await process.StandardOutput.ReadLineAsync(stop);
        Assert.Equal($"Ready: http://127.0.0.1:{port}/api/v1/domains lists the 3 domains of first, step", ready?[..ready.LastIndexOf(' ')]);

        using var client = new TcpClient("127.0.0.1", port);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(
            $"POST /api/v1/domains/d0/score HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: {Body.Length}\r\nExpect: 100-continue\r\n\r\n"), stop);
        var reader = new StreamReader(stream);
        Assert.Equal("HTTP/1.1 100 Continue", await reader.ReadLineAsync(stop));
        await ServerProcess.SignalAsync(process, "TERM");
        await Eventually.IsTrueAsync(() => Task.FromResult(!Accepts(port)), stop);
        await stream.WriteAsync(Encoding.ASCII.GetBytes(Body), stop);

        Assert.Equal("", await reader.ReadLineAsync(stop));
        Assert.Equal("HTTP/1.1 200 OK", await reader.ReadLineAsync(stop));
        Assert.Equal(ExitCode.Done, (await ProgramProcess.EndAsync(process)).Code);
    }

    [Fact]
    public async Task Domains_that_come_and_go_do_so_while_it_serves()
    {
        var stop = TestContext.Current.CancellationToken;
        await using var live = await TrainedRun.CreateAsync();
        var address = $"127.0.0.1:{FreePort.Find()}";
        using var process = ProgramProcess.Start(
            live.Runs, new Dictionary<string, string>(), "serve", "--run", TrainedRun.Name, "--runs", live.Runs, "--http", address, "--set", "Web:ReloadSeconds=1");
        Assert.NotNull(await process.StandardOutput.ReadLineAsync(stop));
        using var client = new HttpClient { BaseAddress = new Uri($"http://{address}") };

        await ExpectAsync(HttpStatusCode.NotFound);
        await live.AddDomainAsync();
        await ExpectAsync(HttpStatusCode.OK);
        await live.RemoveDomainAsync();
        await ExpectAsync(HttpStatusCode.NotFound);

        await ServerProcess.SignalAsync(process, "TERM");
        var ended = await ProgramProcess.EndAsync(process);
        Assert.Equal(ExitCode.Done, ended.Code);

        // A change commits more than one checkpoint: how many of them are seen depends on when the server looks.
        Assert.InRange(ended.Errors.Split("is served with the checkpoint of step").Length - 1, 2, 6);

        Task ExpectAsync(HttpStatusCode status) => Eventually.IsTrueAsync(async () =>
        {
            using var body = new StringContent(Body, MediaTypeHeaderValue.Parse("application/json"));
            using var response = await client.PostAsync(new Uri($"/api/v1/domains/{NewDomain.Name}/score", UriKind.Relative), body, stop);
            return response.StatusCode == status;
        }, stop);
    }

    [Theory]
    [InlineData("--run", "none", "There is no run 'none'")]
    [InlineData("--export", "/no/export", "There is no exported model here.")]
    public async Task What_is_not_there_is_told_so(string option, string value, string message)
    {
        var ended = await ProgramRun.Of("serve", option, value, "--runs", run.Runs);
        Assert.Equal(ExitCode.UserError, ended.Code);
        Assert.Contains(message, ended.Errors);
    }

    [Fact]
    public async Task An_address_that_others_reach_wants_a_token()
    {
        var ended = await ProgramRun.Of("serve", "--export", run.Export, "--http", $"0.0.0.0:{FreePort.Find()}");
        Assert.Equal(ExitCode.UserError, ended.Code);
        Assert.Contains("can be reached from other machines", ended.Errors);
    }

    [Theory]
    [InlineData]
    [InlineData("--run", "first", "--export", "exports/first")]
    public async Task One_of_run_and_export_must_be_named(params string[] arguments)
    {
        var ended = await ProgramRun.Of(["serve", .. arguments]);
        Assert.Equal(ExitCode.Usage, ended.Code);
        Assert.Contains("Name what to serve: --run NAME or --export DIR.", ended.Errors);
    }

    [Fact]
    public async Task A_model_keeps_the_options_it_was_trained_with()
    {
        var ended = await ProgramRun.Of("serve", "--export", run.Export, "--set", "Hei:Dropout=0.5");
        Assert.Equal(ExitCode.UserError, ended.Code);
        Assert.Contains("Hei:Dropout cannot be set here: a model is served as it was trained.", ended.Errors);
    }

    private static bool Accepts(int port)
    {
        try
        {
            using var client = new TcpClient("127.0.0.1", port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
