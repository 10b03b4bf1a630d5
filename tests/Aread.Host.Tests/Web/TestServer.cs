using System.Net.Http.Headers;
using System.Text.Json;
using Aread.Distributed.Checkpoints;
using Aread.Distributed.Hosting;
using Aread.Hemp;
using Aread.Host.Tests.Masks;
using Aread.Host.Web;
using Aread.Testing;
using Aread.Training;

namespace Aread.Host.Tests.Web;

/// <summary>A server of the API on a port of its own, over directories of its own, and its client.</summary>
internal sealed class TestServer : IAsyncDisposable
{
    public const string ReadToken = "reader-0123456789abcdef", OperateToken = "operator-0123456789abcdef";

    private readonly WebServer _server;
    private readonly StringWriter _log = new();
    private readonly ProgramLog _program = new();

    private TestServer(TemporaryDirectory directory, WebOptions options, WebSource source)
    {
        Directory = directory;
        _program.ShowOn(_log);
        _server = WebServer.Create(options, source, _program.Loggers);
        Client = new HttpClient { BaseAddress = new Uri(_server.Address) };
    }

    public TemporaryDirectory Directory { get; }

    /// <summary>Brings no token.</summary>
    public HttpClient Client { get; }

    /// <summary>Lines that the program shows.</summary>
    public string Log => _log.ToString();

    public Uri Address => Client.BaseAddress!;

    /// <param name="configure">Over a loopback address, and runs and data in the directory of the test.</param>
    public static async Task<TestServer> StartAsync(Func<WebOptions, WebOptions>? configure = null, IClusterEngine? cluster = null, Health? health = null, TimeProvider? time = null)
    {
        var directory = new TemporaryDirectory();
        System.IO.Directory.CreateDirectory(directory["runs"]);
        System.IO.Directory.CreateDirectory(directory["data"]);
        var options = new WebOptions { Address = $"127.0.0.1:{FreePort.Find()}", RunsDirectory = directory["runs"], DataDirectory = directory["data"] };
        var server = new TestServer(directory, configure?.Invoke(options) ?? options, new WebSource(cluster, new AreadOptions(), health ?? Health.Serving) { Time = time ?? TimeProvider.System });
        await server._server.StartAsync(TestContext.Current.CancellationToken);
        return server;
    }

    /// <summary>With a token for each role.</summary>
    public static Task<TestServer> StartClosedAsync(IClusterEngine? cluster = null) =>
        StartAsync(options => options with { ReadToken = ReadToken, OperateToken = OperateToken }, cluster);

    /// <summary>A run that has finished, with masks.</summary>
    public async Task AddRunAsync(string name, MaskReport? masks = null)
    {
        var engine = new ScriptedEngine { Masks = _ => masks ?? MaskStories.Small() };
        var trained = await ProgramRun.Of(engine, "train", "--data", Directory["data"], "--run", name, "--runs", Directory["runs"]);
        Assert.Equal(ExitCode.Done, trained.Code);
    }

    /// <summary>A best checkpoint that says nothing, for a run that is there.</summary>
    public Task AddBestAsync(string run) => new CheckpointStore(Path.Combine(Directory["runs"], run, "checkpoint"))
        .CommitAsync(SavePoint.Best, 1, JsonSerializer.SerializeToElement(new TrainingState(), AreadJson.Compact), [], TestContext.Current.CancellationToken);

    public async Task<(HttpResponseMessage Response, string Body)> SendAsync(HttpMethod method, string path, string? token = null, string? body = null)
    {
        using var request = new HttpRequestMessage(method, path);
        if (token is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        if (body is not null) request.Content = new StringContent(body, MediaTypeHeaderValue.Parse("application/json"));
        var response = await Client.SendAsync(request, TestContext.Current.CancellationToken);
        return (response, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    /// <summary>What a path answers.</summary>
    public async Task<T> GetAsync<T>(string path)
    {
        var (response, body) = await SendAsync(HttpMethod.Get, path);
        Assert.True(response.IsSuccessStatusCode, $"{response.StatusCode}: {body}");
        return AreadJson.Read<T>(body);
    }

    /// <summary>The detail of the problem that a path answers with this status.</summary>
    public async Task<string> ProblemAsync(int status, HttpMethod method, string path, string? token = null, string? body = null)
    {
        var (response, text) = await SendAsync(method, path, token, body);
        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        using var problem = JsonDocument.Parse(text);
        Assert.Equal(status, problem.RootElement.GetProperty("status").GetInt32());
        return problem.RootElement.GetProperty("detail").GetString()!;
    }

    public Task StopAsync() => _server.StopAsync(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _server.StopAsync(CancellationToken.None);
        await _server.DisposeAsync();
        _program.Dispose();
        Directory.Dispose();
    }
}
