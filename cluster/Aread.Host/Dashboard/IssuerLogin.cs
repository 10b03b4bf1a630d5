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

    /// <summary>The session that a login takes the place of, in what the issuer sends back unread.</summary>
    private const string Earlier = "session";

    public static void AddTo(IServiceCollection services, WebOptions options)
    {
        if (options.ClientId is null) return;
        services.AddAuthentication().AddOpenIdConnect(Scheme, null, issuer => Configure(issuer, options));
        services.AddOptions<OpenIdConnectOptions>(Scheme).Configure<IssuerConfiguration>((issuer, configuration) => issuer.ConfigurationManager = configuration);
    }

    public static void Map(IEndpointRouteBuilder app) => app.MapGet(Begin, BeginAsync).AllowAnonymous().ExcludeFromDescription();

    /// <param name="back">The page to come back to.</param>
    public static string PathTo(string? back) => $"{Begin}{QueryString.Create(SessionEndpoints.ReturnField, SessionEndpoints.LocalOf(back))}";

    private static void Configure(OpenIdConnectOptions issuer, WebOptions options)
    {
        issuer.ClientId = options.ClientId;
        issuer.ClientSecret = options.ClientSecret;
        issuer.Scope.Clear();
        foreach (var scope in options.ScopeList()) issuer.Scope.Add(scope);
        issuer.ResponseType = OpenIdConnectResponseType.Code;
        // By a redirect, not by a form of another site: it brings the two cookies over http, too.
        issuer.ResponseMode = OpenIdConnectResponseMode.Query;
        issuer.CallbackPath = Callback;
        // The issuer ends no session here, and no other site does in its name.
        issuer.RemoteSignOutPath = PathString.Empty;
        issuer.SignedOutCallbackPath = PathString.Empty;
        issuer.BackchannelTimeout = IssuerConfiguration.Patience;
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
            // The callback will come without the session's cookie.
            await context.ChallengeAsync(Scheme, new AuthenticationProperties(new Dictionary<string, string?> { [Earlier] = BrowserSessions.IdOf(context.User) }) { RedirectUri = back });
        }
        catch (Exception fault) when (!context.RequestAborted.IsCancellationRequested)
        {
            Refuse(context, IsSilence(fault) ? LoginRefusal.Issuer : LoginRefusal.Server, back, fault.Message);
        }
    }

    private static async Task ReceiveAsync(TicketReceivedContext received)
    {
        received.HandleResponse();
        var (context, back, known) = (received.HttpContext, SessionEndpoints.LocalOf(received.ReturnUri), received.Principal!);
        if (await BrowserSession.OpenAsync(context, known))
        {
            if (received.Properties!.Items.TryGetValue(Earlier, out var earlier) && earlier is not null) context.RequestServices.GetRequiredService<BrowserSessions>().End(earlier);
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
        Refuse(failed.HttpContext, WordFor(fault, failed.Request), SessionEndpoints.LocalOf(failed.Properties?.RedirectUri), fault.Message);
        return Task.CompletedTask;
    }

    private static void Refuse(HttpContext context, string refusal, string back, string reason)
    {
        AuditNote.Set(context, $"refused: {reason}");
        context.Response.Redirect(LoginRefusal.PageOf(refusal, back));
    }

    /// <summary>Whose fault it is: the browser's, which brings what is no answer to a login of its own or says that there will be none, or one between the issuer and this server.</summary>
    private static string WordFor(Exception fault, HttpRequest callback)
    {
        if (callback.Query.ContainsKey("error") || fault is AuthenticationFailureException or OpenIdConnectProtocolInvalidNonceException) return LoginRefusal.Answer;
        return IsSilence(fault) ? LoginRefusal.Issuer : LoginRefusal.Server;
    }

    /// <summary>Whether the issuer, or what it must tell of itself, could not be had.</summary>
    private static bool IsSilence(Exception fault) => fault is HttpRequestException or IOException or OperationCanceledException || fault.InnerException is { } inner && IsSilence(inner);
}
