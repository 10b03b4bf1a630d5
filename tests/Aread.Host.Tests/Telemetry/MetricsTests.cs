using System.Globalization;
using System.Net;
using Aread.Distributed.Hosting;
using Aread.Host.Telemetry;
using Aread.Host.Tests.Cluster;
using Aread.Host.Tests.Web;
using Aread.Testing;

namespace Aread.Host.Tests.Telemetry;

/// <summary>What <c>/metrics</c> of a silo tells after a run, and what the dashboard for Grafana asks for.</summary>
[Collection(nameof(RunsInClusters))]
public sealed class MetricsTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_silo_tells_what_its_run_took()
    {
        await using var cluster = await ClusterSetting.StartAsync(ClusterProvider.Localhost);
        var runs = await SmallRuns.CreateAsync(cluster);
        var address = $"127.0.0.1:{FreePort.Find()}";
        await using var silo = await cluster.StartSiloAsync("--http", address);
        await runs.TrainAsync("first");

        var text = "";
        using var client = new HttpClient();
        // What was read a moment ago is read again.
        await Eventually.IsTrueAsync(async () =>
        {
            text = await client.GetStringAsync(new Uri($"http://{address}{MetricsEndpoint.Path}"), Token);
            return Sum(text, "aread_step_duration_seconds_count") >= 80;
        }, Token);

        var steps = runs.EventsOf("first").Max(happened => happened.Step);
        Assert.Equal(steps, Sum(text, "aread_step_duration_seconds_count", "aread_run=\"first\""));
        Assert.Equal(12, Sum(text, "aread_step_duration_seconds_count", "aread_phase=\"WarmUp\""));
        Assert.InRange(Sum(text, "aread_samples_total"), steps, 16 * steps);
        Assert.Equal(3 * 6, Sum(text, "aread_search_duration_seconds_count"));
        Assert.Equal(1, Sum(text, "aread_run_attempts_total"));
        Assert.Equal(0, Sum(text, "aread_run_recoveries_total"));
        Assert.Equal(1, Sum(text, "aread_lane_count"));
        Assert.True(Sum(text, "aread_lane_busy_time_seconds_total") > 0);
        Assert.True(Sum(text, "aread_checkpoint_duration_seconds_count") >= 80 / 8);
        Assert.True(Sum(text, "aread_embedding_rows_total") > steps);
        Assert.All(["transmit", "receive"], direction => Assert.True(Sum(text, "aread_wire_io_bytes_total", $"direction=\"{direction}\"") > 1000, direction));
        Assert.All(["Augment", "WarmUp", "MaskSearch", "MaskedTraining", "Evaluate", "Test"], phase => Assert.True(Sum(text, "aread_phase_duration_seconds_count", $"aread_phase=\"{phase}\"") >= 1, phase));
        Assert.DoesNotContain("aread_domain=", text, StringComparison.Ordinal);
        Assert.Contains("orleans_", text, StringComparison.Ordinal);

        Assert.InRange(GrafanaQueries.Names.Count, 12, 100);
        GrafanaQueries.RequireTold(GrafanaQueries.Names.Where(name => !name.StartsWith(ServingMetricsTests.Prefix, StringComparison.Ordinal)), text);
    }

    [Theory]
    [InlineData(null, HttpStatusCode.Unauthorized)]
    [InlineData(Scraper, HttpStatusCode.OK)]
    [InlineData(TestServer.ReadToken, HttpStatusCode.OK)]
    public async Task Metrics_are_for_those_who_may_read_them(string? token, HttpStatusCode status)
    {
        await using var server = await TestServer.StartAsync(options => options with { ScrapeToken = Scraper, ReadToken = TestServer.ReadToken });
        Assert.Equal(status, (await server.SendAsync(HttpMethod.Get, MetricsEndpoint.Path, token)).Response.StatusCode);
    }

    [Fact]
    public async Task Who_may_read_metrics_may_read_nothing_else()
    {
        await using var server = await TestServer.StartAsync(options => options with { ScrapeToken = Scraper });
        await server.ProblemAsync(403, HttpMethod.Get, "/api/v1/runs", Scraper);
        await server.ProblemAsync(403, HttpMethod.Post, "/api/v1/runs/first/stop", Scraper);
    }

    private const string Scraper = "scraper-0123456789abcdef";

    /// <summary>Over all series of a name whose labels hold a text.</summary>
    internal static double Sum(string text, string name, string label = "") => text.Split('\n')
        .Where(line => line.StartsWith(name, StringComparison.Ordinal) && line[name.Length..].StartsWith('{') && line.Contains(label, StringComparison.Ordinal))
        .Sum(line => double.Parse(line[(line.LastIndexOf('}') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries)[0], CultureInfo.InvariantCulture));
}
