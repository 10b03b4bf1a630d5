using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Aread.Distributed.Contracts;
using Aread.Distributed.Hosting;
using Aread.Host.Telemetry;
using Aread.Host.Tests.Cluster;
using Aread.Testing;

namespace Aread.Host.Tests.Telemetry;

[Collection(nameof(RunsInClusters))]
public sealed class OtlpExportTests
{
    [Fact]
    public async Task Metrics_and_traces_go_to_the_collector_that_the_environment_names()
    {
        var token = TestContext.Current.CancellationToken;
        await using var cluster = await ClusterSetting.StartAsync(ClusterProvider.Localhost);
        var runs = await SmallRuns.CreateAsync(cluster);
        using var collector = new HttpListener();
        var address = $"http://127.0.0.1:{FreePort.Find()}/";
        collector.Prefixes.Add(address);
        collector.Start();
        var received = new ConcurrentQueue<(string Path, string Body)>();
        var collecting = CollectAsync(collector, received);

        cluster.Variables[OtlpExport.Variable] = address;
        cluster.Variables["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf";
        using var training = runs.Start(runs.Arguments("first"));
        var ended = await ProgramProcess.EndAsync(training);
        Assert.True(ended.Code == ExitCode.Done, ended.Errors);
        collector.Stop();
        await collecting.WaitAsync(TimeSpan.FromSeconds(30), token);

        string Sent(string path) => string.Concat(received.Where(request => request.Path == path).Select(request => request.Body));
        Assert.All(["aread.step.duration", "aread.samples", "aread.checkpoint.duration"], name => Assert.Contains(name, Sent("/v1/metrics"), StringComparison.Ordinal));
        Assert.All(["aread.attempt", "aread.epoch", "aread.search", "aread.step"], name => Assert.Contains(name, Sent("/v1/traces"), StringComparison.Ordinal));
        // Of 80 steps the first: name and number of the activity, and the calls in it on both sides, of a few words each.
        Assert.Equal(2, Count(Sent("/v1/traces"), "aread.step"));
        Assert.InRange(Count(Sent("/v1/traces"), nameof(IDomainGrain.ComputeAsync)), 1, 10);
    }

    [Fact]
    public async Task An_address_of_a_collector_that_is_none_is_named()
    {
        var setting = new ProgramSetting { Variables = new Dictionary<string, string> { [OtlpExport.Variable] = "collector" } };
        var run = await ProgramRun.Of(new ScriptedEngine(), setting, TestContext.Current.CancellationToken, "runs", "list");
        Assert.Equal(ExitCode.UserError, run.Code);
        Assert.Contains("OTEL_EXPORTER_OTLP_ENDPOINT is 'collector', but must be an address such as http://collector:4317.", run.Errors);
    }

    [Theory]
    [InlineData("sometimes", null, "OTEL_TRACES_SAMPLER is 'sometimes', but must be always_on, always_off or traceidratio, or one of these after parentbased_.")]
    [InlineData("traceidratio", "1.5", "OTEL_TRACES_SAMPLER_ARG is '1.5', but must be the share of traces to record, a number from 0 to 1.")]
    [InlineData("parentbased_traceidratio", "half", "OTEL_TRACES_SAMPLER_ARG is 'half'")]
    public async Task A_choice_of_traces_that_is_none_is_named(string sampler, string? argument, string message)
    {
        var variables = new Dictionary<string, string> { [OtlpExport.Variable] = "http://127.0.0.1:4317", [TraceSampling.Variable] = sampler };
        if (argument is not null) variables.Add(TraceSampling.ArgumentVariable, argument);
        var run = await ProgramRun.Of(new ScriptedEngine(), new ProgramSetting { Variables = variables }, TestContext.Current.CancellationToken, "runs", "list");
        Assert.Equal(ExitCode.UserError, run.Code);
        Assert.Contains(message, run.Errors);
    }

    private static int Count(string text, string word) => text.Split(word).Length - 1;

    private static async Task CollectAsync(HttpListener collector, ConcurrentQueue<(string Path, string Body)> received)
    {
        while (true)
        {
            HttpListenerContext request;
            try
            {
                request = await collector.GetContextAsync();
            }
            catch (Exception stopped) when (stopped is HttpListenerException or ObjectDisposedException)
            {
                return;
            }
            using var reader = new StreamReader(request.Request.InputStream, Encoding.Latin1);
            received.Enqueue((request.Request.Url!.AbsolutePath, await reader.ReadToEndAsync()));
            request.Response.Close();
        }
    }
}
