using System.ComponentModel;
using Aread.Host.Dashboard;
using Aread.Host.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Aread.Host.Api;

/// <summary>What happened in a run, in pages and live.</summary>
internal static class EventEndpoints
{
    private const int LargestPage = 5_000;

    public static void Map(IEndpointRouteBuilder api)
    {
        var events = api.MapGroup("/runs/{run}/events").WithTags("Events");
        events.MapGet("/", ReadPage).WithSummary("Events from a number on.");
        events.MapGet("/stream", Follow).WithSummary("Events as they happen (server-sent events), from the first, or after Last-Event-ID. 204 once a run has ended and all was told.");
    }

    private static EventPage ReadPage(string run, RunCatalog runs, [Description("Number of the first.")] long from = 0, [Description("So many at most.")] int limit = 500)
    {
        if (from < 0) throw new ApiException(StatusCodes.Status400BadRequest, "from must be 0 or more.");
        if (limit is < 1 or > LargestPage) throw new ApiException(StatusCodes.Status400BadRequest, $"limit must be from 1 to {LargestPage}.");
        using var directory = runs.Open(run);
        var read = directory.ReadEvents().Skip((int)Math.Min(from, int.MaxValue)).Take(limit + 1).ToArray();
        var page = read.Length > limit ? read[..limit] : read;
        return new EventPage(from, from + page.Length, read.Length <= limit, page);
    }

    private static Results<ServerSentEventsResult<string>, NoContent> Follow(
        string run, RunCatalog runs, EventStream stream, BrowserSessions sessions, HttpContext context, [FromHeader(Name = "Last-Event-ID")] string? lastEventId, CancellationToken cancellationToken)
    {
        using var directory = runs.Open(run);
        var from = EventPosition.Parse(lastEventId, directory);
        // A browser that is told so does not come back.
        if (from.Next > 0 && EventStream.IsOver(directory, from)) return TypedResults.NoContent();
        return TypedResults.ServerSentEvents(stream.FollowAsync(run, directory.FollowEvents(), from, () => sessions.Admits(context.User), cancellationToken));
    }
}
