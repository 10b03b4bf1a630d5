using Aread.Host.Api;
using Aread.Host.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Aread.Host.Dashboard;

/// <summary>Stops and goes on with runs as the API does, for the forms of the pages, which carry an antiforgery token.</summary>
internal static class RunForms
{
    public static string Stop(string run) => $"{PageLinks.Run(run)}/stop";

    public static string Resume(string run) => $"{PageLinks.Run(run)}/resume";

    public static void Map(IEndpointRouteBuilder app)
    {
        var runs = app.MapGroup("/runs/{run}").RequireAuthorization(AccessRole.Operate).ExcludeFromDescription();
        runs.MapPost("/stop", StopAsync);
        runs.MapPost("/resume", ResumeAsync);
    }

    private static Task<RedirectHttpResult> StopAsync(string run, WebSource source, RunRefusals refusals, IFormCollection form, HttpContext context, CancellationToken cancellationToken) =>
        BackAsync(run, refusals, form, context, () => RunControlEndpoints.StopAsync(run, source, cancellationToken));

    private static Task<RedirectHttpResult> ResumeAsync(
        string run, Evaluations evaluations, WebSource source, RunRefusals refusals, IFormCollection form, HttpContext context, CancellationToken cancellationToken) =>
        BackAsync(run, refusals, form, context, () => RunControlEndpoints.ResumeAsync(run, evaluations, source, cancellationToken));

    // The form is named so that it is read, and its token checked.
    private static async Task<RedirectHttpResult> BackAsync(string run, RunRefusals refusals, IFormCollection form, HttpContext context, Func<Task> work)
    {
        _ = form;
        try
        {
            await work();
            return TypedResults.LocalRedirect(PageLinks.Run(run));
        }
        catch (AreadException fault)
        {
            AuditNote.Set(context, $"refused: {fault.Message}");
            return TypedResults.LocalRedirect($"{PageLinks.Run(run)}{QueryString.Create(PageLinks.FaultField, refusals.Seal(run, fault.Message))}");
        }
    }
}
