using System.Net.Http.Headers;
using System.Text.Json;
using Aread.Host.Serving;
using Aread.Host.Web;
using Aread.Testing;
using Microsoft.Extensions.Logging;

namespace Aread.Host.Tests.Serving;

/// <summary>A model served in this process, and its client.</summary>
internal sealed class ScoreServer : IAsyncDisposable
{
    private readonly LiveModel _model;
    private readonly ModelWatch _watch;
    private readonly WebServer _server;
    private readonly StringWriter _log = new();
    private readonly ProgramLog _program = new();
    private readonly HttpClient _client;

    private ScoreServer(ModelSource source, ModelService model, WebOptions options)
    {
        _program.ShowOn(_log);
        _model = new LiveModel(model);
        _watch = new ModelWatch(source, _model, _program.Loggers.CreateLogger<ModelWatch>());
        _server = WebServer.Create(options, Health.Serving, services => ScoreEndpoints.AddTo(services, _model), ScoreEndpoints.Map, _program.Loggers);
        _client = new HttpClient { BaseAddress = new Uri(_server.Address) };
    }

    public string Log => _log.ToString();

    public static Task<ScoreServer> StartAsync(string export, string? token = null) => StartAsync(Source(export: export), token);

    public static ModelSource Source(TrainedRun? run = null, string? export = null) =>
        new(run?.Runs ?? "", run is null ? null : TrainedRun.Name, null, export, new ComputeOptions { Lanes = 2 }, new TorchOptions());

    public static async Task<ScoreServer> StartAsync(ModelSource source, string? token = null)
    {
        var stop = TestContext.Current.CancellationToken;
        var model = await source.LoadAsync(stop);
        var options = new WebOptions { Address = $"127.0.0.1:{FreePort.Find()}", MaximumBodyBytes = 1 << 20, RequestsPerSecond = 10_000, ReadToken = token };
        var server = new ScoreServer(source, model, options);
        await server._server.StartAsync(stop);
        return server;
    }

    /// <summary>Looks for a better checkpoint.</summary>
    public Task<bool> LookAsync() => _watch.LookAsync(TestContext.Current.CancellationToken);

    public Task<(int Status, string Body)> GetAsync(string path, string? token = null) => SendAsync(HttpMethod.Get, path, null, token);

    public Task<(int Status, string Body)> ScoreAsync(string domain, string body, string? token = null) =>
        SendAsync(HttpMethod.Post, $"/api/v1/domains/{Uri.EscapeDataString(domain)}/score", body, token);

    public async Task<float[]> ScoresAsync(string domain, string body) => [.. (await ReplyAsync(domain, body)).Scores];

    public async Task<ScoreReply> ReplyAsync(string domain, string body)
    {
        var (status, reply) = await ScoreAsync(domain, body);
        Assert.True(status == 200, reply);
        return AreadJson.Read<ScoreReply>(reply);
    }

    /// <summary>What the server refuses the request with.</summary>
    public async Task<JsonElement> RefusedAsync(int status, string domain, string body)
    {
        var (found, reply) = await ScoreAsync(domain, body);
        Assert.Equal((status, true), (found, reply.StartsWith('{')));
        using var problem = JsonDocument.Parse(reply);
        return problem.RootElement.Clone();
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _server.StopAsync(CancellationToken.None);
        await _server.DisposeAsync();
        await _model.DisposeAsync();
        _program.Dispose();
    }

    private async Task<(int Status, string Body)> SendAsync(HttpMethod method, string path, string? body, string? token)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null) request.Content = new StringContent(body, MediaTypeHeaderValue.Parse("application/json"));
        if (token is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var response = await _client.SendAsync(request, TestContext.Current.CancellationToken);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}
