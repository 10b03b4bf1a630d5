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

    /// <summary>How the paths of pages begin.</summary>
    private static readonly string[] Pages = ["", "runs", "cluster", OrleansPages.Root.TrimStart('/')];

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapPost(Open, OpenAsync).AllowAnonymous().ExcludeFromDescription();
        app.MapPost(End, EndAsync).ExcludeFromDescription();
    }

    /// <returns>Where a login leads: nowhere else than to a page from here.</returns>
    public static string LocalOf(string? back) => RedirectHttpResult.IsLocalUrl(back) && IsPage(back!) ? back! : "/";

    /// <summary>
    /// A link of another site comes without the cookie, but goes on with it after a login: to what only shows something, and not to paths that make or hand out.
    /// Browsers decode a path's words, and take the dots out of it.
    /// </summary>
    private static bool IsPage(string local)
    {
        string[] words = [.. local.Split('?', '#')[0].Split('/', '\\').Select(Uri.UnescapeDataString)];
        return words[0].Length == 0 && Pages.Contains(words[1], StringComparer.OrdinalIgnoreCase) && !words.Any(word => word is "." or "..");
    }

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
