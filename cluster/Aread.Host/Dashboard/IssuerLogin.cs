using System.Security.Claims;
using Aread.Host.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Aread.Host.Dashboard;

/// <summary>Login of browsers at the issuer: authorization code flow of OpenID Connect with PKCE. It ends in a session like any other.</summary>
internal static class IssuerLogin
{
    /// <summary>Registered with the issuer, behind the scheme and host by which browsers reach the server.</summary>
    public const string Callback = "/session/callback";

    /// <summary>
    /// The page after a login. A browser that comes from another site does not bring the session's cookie, wherever it is sent on to;
    /// one that goes on from this page does.
    /// </summary>
    public const string Done = "/login/done";

    private const string Begin = "/session/begin";
    private const string Scheme = "issuer";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public static void AddTo(IServiceCollection services, WebOptions options)
    {
        if (options.ClientId is not null) services.AddAuthentication().AddOpenIdConnect(Scheme, null, issuer => Configure(issuer, options));
    }

    public static void Map(IEndpointRouteBuilder app) => app.MapGet(Begin, BeginAsync).AllowAnonymous().ExcludeFromDescription();

    /// <param name="back">The page to come back to.</param>
    public static string PathTo(string? back) => $"{Begin}{QueryString.Create(SessionEndpoints.ReturnField, SessionEndpoints.LocalOf(back))}";

    private static void Configure(OpenIdConnectOptions issuer, WebOptions options)
    {
        issuer.Authority = options.Authority;
        issuer.RequireHttpsMetadata = !new Uri(options.Authority!).IsLoopback;
        issuer.ClientId = options.ClientId;
        issuer.ClientSecret = options.ClientSecret;
        issuer.Scope.Clear();
        foreach (var scope in options.ScopeList()) issuer.Scope.Add(scope);
        issuer.ResponseType = OpenIdConnectResponseType.Code;
        // By a redirect, not by a form of another site: it brings the two cookies over http, too.
        issuer.ResponseMode = OpenIdConnectResponseMode.Query;
        issuer.CallbackPath = Callback;
        issuer.BackchannelTimeout = Patience;
        issuer.SignInScheme = BrowserSession.Scheme;
        issuer.MapInboundClaims = false;
        issuer.TokenValidationParameters.RoleClaimType = options.RoleClaim;
        issuer.TokenValidationParameters.NameClaimType = "sub";
        foreach (var (cookie, use) in new[] { (issuer.CorrelationCookie, "login"), (issuer.NonceCookie, "nonce") })
        {
            cookie.Name = $"{BrowserSession.CookieName(use, options)}.";
            cookie.SameSite = SameSiteMode.Lax;
            cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        }
        issuer.Events.OnTicketReceived = ReceiveAsync;
        issuer.Events.OnRemoteFailure = RefuseAsync;
    }

    private static async Task BeginAsync(HttpContext context, WebAccess access, string? returnUrl)
    {
        var back = SessionEndpoints.LocalOf(returnUrl);
        if (access.LoginHost is null)
        {
            context.Response.Redirect(BrowserSession.LoginPath);
            return;
        }
        try
        {
            await context.ChallengeAsync(Scheme, new AuthenticationProperties { RedirectUri = back });
        }
        catch (Exception fault) when (IsSilence(fault))
        {
            Refuse(context, LoginRefusal.Issuer, back, fault.Message);
        }
    }

    private static async Task ReceiveAsync(TicketReceivedContext received)
    {
        received.HandleResponse();
        var (context, back, known) = (received.HttpContext, SessionEndpoints.LocalOf(received.ReturnUri), received.Principal!);
        if (await BrowserSession.OpenAsync(context, known))
        {
            AuditNote.Set(context, "login");
            context.Response.Redirect($"{Done}{QueryString.Create(SessionEndpoints.ReturnField, back)}");
        }
        else
        {
            Refuse(context, LoginRefusal.Role, back, $"{known.FindFirstValue("sub")} has no role");
        }
    }

    private static Task RefuseAsync(RemoteFailureContext failed)
    {
        failed.HandleResponse();
        var fault = failed.Failure!;
        Refuse(failed.HttpContext, IsSilence(fault) ? LoginRefusal.Issuer : LoginRefusal.Answer, SessionEndpoints.LocalOf(failed.Properties?.RedirectUri), fault.Message);
        return Task.CompletedTask;
    }

    private static void Refuse(HttpContext context, string refusal, string back, string reason)
    {
        AuditNote.Set(context, $"refused: {reason}");
        context.Response.Redirect(LoginRefusal.PageOf(refusal, back));
    }

    /// <summary>Whether the issuer, or what it must tell of itself, could not be had.</summary>
    private static bool IsSilence(Exception fault) => fault is HttpRequestException or IOException or TaskCanceledException || fault.InnerException is { } inner && IsSilence(inner);
}
