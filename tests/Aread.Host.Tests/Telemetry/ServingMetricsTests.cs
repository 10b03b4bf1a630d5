using System.Globalization;
using System.Text.RegularExpressions;
using Aread.Host.Serving;
using Aread.Host.Telemetry;
using Aread.Host.Tests.Cluster;
using Aread.Host.Tests.Serving;
using Aread.Testing;

namespace Aread.Host.Tests.Telemetry;

/// <summary>What <c>/metrics</c> of a server tells that scores. Meters are the process's, so no other server may be in it.</summary>
[Collection(nameof(RunsInClusters))]
public sealed class ServingMetricsTests
{
    public const string Prefix = "aread_serve_";

    private const string One = """{ "samples": [ { "user": "u1", "item": "i1", "liked": [] } ] }""";

    [Fact]
    public async Task A_server_tells_what_was_asked_of_it_and_which_model_answers()
    {
        await using var run = await TrainedRun.CreateAsync();
        await using var server = await ScoreServer.StartAsync(ScoreServer.Source(run));
        var (body, labels) = await run.TestSamplesAsync(0);
        await server.ScoresAsync("d0", body);
        await server.ScoresAsync("d1", One);
        await server.RefusedAsync(404, "nowhere", One);
        await server.RefusedAsync(413, "d0", $$"""{ "samples": [ {{string.Join(',', Enumerable.Repeat("{}", ScoreEndpoints.MostSamples + 1))}} ] }""");
        await server.RefusedAsync(422, "d0", """{ "samples": [ { "user": 7 } ] }""");
        Assert.False(await server.LookAsync());

        var text = await ReadAsync(server, found => Of(found, "requests_total", "refused") == 3);
        Assert.Equal(2, Of(text, "requests_total", "scored"));
        Assert.Equal(0, Of(text, "requests_total", "failed"));
        Assert.Equal(2, Of(text, "duration_seconds_count"));
        Assert.Equal(labels.Length + 1, Of(text, "samples_total", "aread_run=\"first\""));
        Assert.Equal(0, Of(text, "active"));
        Assert.Equal((0, 0), (Of(text, "reloads_total", "replaced"), Of(text, "reloads_total", "failed")));
        var step = Of(text, "model_step");
        Assert.Equal(step, Step(await server.GetAsync("/api/v1/model")));
        GrafanaQueries.RequireTold(GrafanaQueries.Names.Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)), text);

        await run.AddDomainAsync();
        var age = Of(await ReadAsync(server, _ => true), "model_age_seconds");
        Assert.True(await server.LookAsync());
        text = await ReadAsync(server, found => Of(found, "reloads_total", "replaced") == 1);
        Assert.Equal(Step(await server.GetAsync("/api/v1/model")), Of(text, "model_step"));
        Assert.InRange(Of(text, "model_age_seconds"), 0, age);
    }

    [Fact]
    public void The_dashboard_shows_what_a_server_tells() => Assert.True(GrafanaQueries.Names.Count(name => name.StartsWith(Prefix, StringComparison.Ordinal)) >= 7);

    // What was read a moment ago is read again.
    private static async Task<string> ReadAsync(ScoreServer server, Func<string, bool> isIt)
    {
        var text = "";
        await Eventually.IsTrueAsync(async () => isIt(text = (await server.GetAsync(MetricsEndpoint.Path)).Body), TestContext.Current.CancellationToken);
        return text;
    }

    private static double Of(string text, string name, string label = "") => MetricsTests.Sum(text, Prefix + name, label);

    private static double Step((int Status, string Body) model) => double.Parse(Regex.Match(model.Body, "\"step\":([0-9]+)").Groups[1].Value, CultureInfo.InvariantCulture);
}
