using Aread.Host.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Aread.Host.Dashboard;

/// <summary>The pages for people, beside the API and behind the same doors.</summary>
internal static class DashboardPages
{
    private const string AssetManifest = "aread.staticwebassets.endpoints.json";

    public static void AddTo(IServiceCollection services, WebOptions options, WebSource source)
    {
        // What is signed here ends with the server, and nothing is written for it.
        services.AddDataProtection().UseEphemeralDataProtectionProvider();
        services.AddSingleton<RunRefusals>();
        services.AddAntiforgery(forms =>
        {
            forms.Cookie.Name = BrowserSession.CookieName("forms", options);
            forms.Cookie.SameSite = SameSiteMode.Strict;
            forms.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            forms.SuppressXFrameOptionsHeader = true;
        });
        BrowserSession.AddTo(services, options);
        IssuerLogin.AddTo(services, options);
        services.AddSingleton<BrowserSessions>();
        services.AddCascadingAuthenticationState();
        services.AddRazorComponents().AddInteractiveServerComponents(circuits => circuits.DisconnectedCircuitRetentionPeriod = TimeSpan.FromMinutes(1));
        services.AddScoped<AuthenticationStateProvider, SessionWatch>();
        services.AddSingleton<RunPulse>();
        if (source.Silo is { } grains) OrleansPages.AddTo(services, grains);
    }

    public static void Map(WebApplication app, WebSource source)
    {
        app.Use(PageHeaders.InvokeAsync);
        app.UseAntiforgery();
        app.MapStaticAssets(Path.Combine(AppContext.BaseDirectory, AssetManifest)).AllowAnonymous();
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode(socket => socket.ContentSecurityFrameAncestorsPolicy = null).WithMetadata(new ChangesNothing());
        SessionEndpoints.Map(app);
        IssuerLogin.Map(app);
        RunForms.Map(app);
        if (source.Silo is not null) OrleansPages.Map(app);
    }
}
