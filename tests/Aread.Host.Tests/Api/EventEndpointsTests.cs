using System.Net;
using System.Net.ServerSentEvents;
using Aread.Distributed.Runs;
using Aread.Host.Api;
using Aread.Host.Tests.Web;
using Aread.Training;

namespace Aread.Host.Tests.Api;

public sealed class EventEndpointsTests
{
    private const string Events = "/api/v1/runs/first/events";
    private const string Live = $"{Events}/stream";

    [Fact]
    public async Task Pages_give_every_event_once()
    {
        await using var server = await TestServer.StartAsync();
        await server.AddRunAsync("first");
        var all = Stories.Finished().Count;
        var first = await server.GetAsync<EventPage>($"{Events}?limit=15");
        var second = await server.GetAsync<EventPage>($"{Events}?limit=15&from={first.Next}");
        Assert.Equal((0, 15, false), (first.From, first.Next, first.IsLast));
        Assert.Equal((15, all, true), (second.From, second.Next, second.IsLast));
        Assert.Equal(Stories.Finished().Select(happened => happened.GetType()), first.Events.Concat(second.Events).Select(happened => happened.GetType()));
        Assert.Empty((await server.GetAsync<EventPage>($"{Events}?from={all}")).Events);
        Assert.Contains("limit must be from 1 to", await server.ProblemAsync(400, HttpMethod.Get, $"{Events}?limit=0"));
        await server.ProblemAsync(400, HttpMethod.Get, $"{Events}?limit=many");
    }

    [Fact]
    public async Task A_stream_of_a_run_that_has_ended_tells_it_all_and_ends()
    {
        await using var server = await TestServer.StartAsync();
        await server.AddRunAsync("first");
        var told = await FollowAsync(server).ToArrayAsync(TestContext.Current.CancellationToken);
        Assert.Equal(Stories.Finished().Count, told.Length);
        Assert.IsType<RunEnded>(AreadJson.Read<RunEvent>(told[^1].Data));

        var rest = await FollowAsync(server, told[14].EventId).ToArrayAsync(TestContext.Current.CancellationToken);
        Assert.Equal(told[15..].Select(item => item.Data), rest.Select(item => item.Data));

        using var response = await OpenAsync(server, told[^1].EventId);
        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
    }

    [Fact]
    public async Task A_stream_tells_of_events_as_they_happen()
    {
        await using var server = await TestServer.StartAsync();
        using var run = Create(server);
        run.AppendEvent(Stories.Begun("first"));
        await using var told = FollowAsync(server).GetAsyncEnumerator(TestContext.Current.CancellationToken);
        Assert.True(await told.MoveNextAsync());
        Assert.IsType<RunStarted>(AreadJson.Read<RunEvent>(told.Current.Data));

        run.AppendEvent(new PhaseStarted(RunPhase.WarmUp, 0, 0));
        Assert.True(await told.MoveNextAsync());
        Assert.IsType<PhaseStarted>(AreadJson.Read<RunEvent>(told.Current.Data));

        run.AppendEvent(new RunEnded(RunOutcome.Finished, "done"));
        Assert.True(await told.MoveNextAsync());
        Assert.IsType<RunEnded>(AreadJson.Read<RunEvent>(told.Current.Data));
        Assert.False(await told.MoveNextAsync());
    }

    [Fact]
    public async Task A_place_in_a_run_that_was_replaced_is_the_start()
    {
        await using var server = await TestServer.StartAsync();
        await server.AddRunAsync("first");
        var told = await FollowAsync(server, "1-15").ToArrayAsync(TestContext.Current.CancellationToken);
        Assert.Equal(Stories.Finished().Count, told.Length);
        Assert.Equal(told.Length, (await FollowAsync(server, "nonsense").ToArrayAsync(TestContext.Current.CancellationToken)).Length);
    }

    [Fact]
    public async Task A_server_that_stops_ends_its_streams()
    {
        var server = await TestServer.StartAsync();
        using var run = Create(server);
        run.AppendEvent(Stories.Begun("first"));
        await using var told = FollowAsync(server).GetAsyncEnumerator(TestContext.Current.CancellationToken);
        Assert.True(await told.MoveNextAsync());
        var next = told.MoveNextAsync();
        await server.StopAsync();
        Assert.False(await next);
        await server.DisposeAsync();
    }

    private static RunDirectory Create(TestServer server) =>
        RunDirectory.Create(server.Directory["runs"], "first", new RunDescription(server.Directory["data"], "", "", 1, DateTimeOffset.UnixEpoch), new AreadOptions(), RunConflict.Refuse);

    private static async IAsyncEnumerable<SseItem<string>> FollowAsync(TestServer server, string? lastEventId = null)
    {
        using var response = await OpenAsync(server, lastEventId);
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);
        await using var stream = await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken);
        await foreach (var item in SseParser.Create(stream).EnumerateAsync(TestContext.Current.CancellationToken)) yield return item;
    }

    private static async Task<HttpResponseMessage> OpenAsync(TestServer server, string? lastEventId)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Live);
        if (lastEventId is not null) request.Headers.Add("Last-Event-ID", lastEventId);
        return await server.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
    }
}
