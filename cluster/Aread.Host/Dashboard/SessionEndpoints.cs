using Aread.Host.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Aread.Host.Dashboard;

/// <summary>Opens and ends the session of a browser. Antiforgery tokens are asked for, as wherever a form is read.</summary>
internal static class SessionEndpoints
{
    public const string Open = "/session", End = "/session/end";
    public const string TokenField = "token", ReturnField = "returnUrl", RefusedField = "refused";

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapPost(Open, OpenAsync).AllowAnonymous().ExcludeFromDescription();
        app.MapPost(End, EndAsync).ExcludeFromDescription();
    }

    /// <returns>Where a login leads: nowhere else than to a page from here.</returns>
    public static string LocalOf(string? back) => RedirectHttpResult.IsLocalUrl(back) ? back! : "/";

    private static async Task<RedirectHttpResult> OpenAsync(HttpContext context, IFormCollection form)
    {
        var back = LocalOf(form[ReturnField]);
        var isOpen = await BrowserSession.OpenAsync(context, form[TokenField].ToString().Trim());
        AuditNote.Set(context, isOpen ? "login" : "refused: the token is not known");
        return TypedResults.LocalRedirect(isOpen ? back : LoginRefusal.PageOf(LoginRefusal.Token, back));
    }

    // The form is named so that it is read, and its token checked.
    private static async Task<RedirectHttpResult> EndAsync(HttpContext context, BrowserSessions sessions, IFormCollection form)
    {
        _ = form;
        sessions.End(context.User);
        await context.SignOutAsync(BrowserSession.Scheme);
        return TypedResults.LocalRedirect(BrowserSession.LoginPath);
    }
}
