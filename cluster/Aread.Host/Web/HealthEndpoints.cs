using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Aread.Host.Web;

/// <summary><c>/health</c>, for probes: without a token, and without a limit to how often they come.</summary>
internal static class HealthEndpoints
{
    public const string Root = "/health";
    public const string Startup = $"{Root}/startup", Live = $"{Root}/live", Ready = $"{Root}/ready";

    public static void Map(IEndpointRouteBuilder app, Health health)
    {
        Map(app, Startup, health.IsStarted);
        Map(app, Ready, health.IsReady);
        // That it is answered is what it tells: a process whose threads are all stuck answers nothing.
        Map(app, Live, () => true);
    }

    private static void Map(IEndpointRouteBuilder app, string path, Func<bool> isSo) => app
        .MapGet(path, () => isSo() ? Results.Text("ok") : Results.Text("not yet, or no more", statusCode: StatusCodes.Status503ServiceUnavailable))
        .AllowAnonymous().DisableRateLimiting().ExcludeFromDescription();
}
