using System.Net.Mime;
using System.Security.Claims;
using Aread.Host.Api;
using Aread.Host.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Aread.Host.Dashboard;

/// <summary>A browser cannot send a token with every request: it shows one once, or logs in at the issuer, and gets a cookie for as long as the server lives, at most a working day.</summary>
internal static class BrowserSession
{
    public const string Scheme = "browser";
    public const string LoginPath = "/login";

    private static readonly TimeSpan Longest = TimeSpan.FromHours(12);

    public static void AddTo(IServiceCollection services, WebOptions options)
    {
        services.AddAuthentication().AddCookie(Scheme, cookie =>
        {
            cookie.Cookie.Name = CookieName("session", options);
            cookie.Cookie.HttpOnly = true;
            cookie.Cookie.SameSite = SameSiteMode.Strict;
            cookie.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            cookie.ExpireTimeSpan = Longest;
            cookie.SlidingExpiration = false;
            cookie.LoginPath = LoginPath;
            cookie.Events.OnRedirectToLogin = Challenge;
            cookie.Events.OnValidatePrincipal = context =>
            {
                if (!context.HttpContext.RequestServices.GetRequiredService<BrowserSessions>().Admits(context.Principal!)) context.RejectPrincipal();
                return Task.CompletedTask;
            };
            cookie.Events.OnRedirectToAccessDenied = refused =>
            {
                refused.Response.StatusCode = StatusCodes.Status403Forbidden;
                return Task.CompletedTask;
            };
        });
        services.PostConfigure<PolicySchemeOptions>(WebAccess.Either, scheme =>
        {
            var others = scheme.ForwardDefaultSelector!;
            scheme.ForwardDefaultSelector = context => IsBrowser(context, CookieName("session", options)) ? Scheme : others(context);
        });
    }

    /// <summary>Browsers do not tell ports of one machine apart, so that the name must.</summary>
    public static string CookieName(string use, WebOptions options) => $"aread-{use}-{options.Endpoint().Port}";

    /// <summary>Opens one for whoever brings the token.</summary>
    /// <returns>False if the token is not known, or allows nothing.</returns>
    public static async Task<bool> OpenAsync(HttpContext context, string token)
    {
        context.Request.Headers.Authorization = $"Bearer {token}";
        var known = await context.AuthenticateAsync(WebAccess.Either);
        return known.Succeeded && await OpenAsync(context, known.Principal, known.Properties.ExpiresUtc);
    }

    /// <summary>Opens one for whoever was found to be somebody. It takes the place of the one that the request comes with.</summary>
    /// <param name="expiry">Ends it earlier than a working day; null: nothing does.</param>
    /// <returns>False if nothing is allowed to them.</returns>
    public static async Task<bool> OpenAsync(HttpContext context, ClaimsPrincipal known, DateTimeOffset? expiry = null)
    {
        string[] roles = [AccessRole.Operate, AccessRole.Read];
        if (roles.FirstOrDefault(known.IsInRole) is not { } role) return false;
        var latest = context.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow() + Longest;
        var end = expiry < latest ? expiry.Value : latest;
        var sessions = context.RequestServices.GetRequiredService<BrowserSessions>();
        sessions.End(context.User);
        var session = sessions.Open(end);
        var identity = new ClaimsIdentity([new Claim(ClaimTypes.Name, known.Identity?.Name ?? role), new Claim(ClaimTypes.Role, role), session, .. known.FindAll(TokenHandler.TokenClaim)], Scheme);
        context.User = new ClaimsPrincipal(identity);
        await context.SignInAsync(Scheme, context.User, new AuthenticationProperties { ExpiresUtc = end });
        return true;
    }

    private static bool IsBrowser(HttpContext context, string cookie)
    {
        var request = context.Request;
        if (context.RequestServices.GetRequiredService<WebAccess>().IsOpen || request.Headers.Authorization.Count > 0) return false;
        // Where the token is shown, it must not have been asked for before: handlers answer once.
        return request.Cookies.ContainsKey(cookie) || request.Path == SessionEndpoints.Open || (IsPage(request) && request.GetTypedHeaders().Accept.Any(accepted => accepted.MediaType == MediaTypeNames.Text.Html));
    }

    private static bool IsPage(HttpRequest request) => HttpMethods.IsGet(request.Method) && !request.Path.StartsWithSegments(ApiEndpoints.Root);

    // Relative: a proxy in front may speak https, or go by another name.
    private static Task Challenge(RedirectContext<CookieAuthenticationOptions> challenge)
    {
        if (IsPage(challenge.Request) && challenge.Request.Headers.Upgrade.Count == 0) challenge.Response.Redirect(new Uri(challenge.RedirectUri).PathAndQuery);
        else challenge.Response.StatusCode = StatusCodes.Status401Unauthorized;
        return Task.CompletedTask;
    }
}
