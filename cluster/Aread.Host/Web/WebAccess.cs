using System.Net;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Aread.Host.Web;

/// <summary>Who is let in: whoever brings a token of ours or of the issuer; everybody where there is neither, on loopback.</summary>
internal sealed class WebAccess
{
    /// <summary>The scheme that asks the one that fits the request.</summary>
    public const string Either = "aread";

    private readonly WebOptions _options;
    private readonly AccessTokens _tokens;

    /// <exception cref="AreadException">The tokens cannot be read, or the server would be open to other machines.</exception>
    public WebAccess(WebOptions options)
    {
        _options = options;
        _tokens = AccessTokens.Load(options);
        IsOpen = _tokens.IsEmpty && options.Authority is null;
        var isReached = !IPAddress.IsLoopback(options.Endpoint().Address) || options.ProxyNetworks().Count > 0;
        if (IsOpen && !options.AllowOpen && isReached)
            throw new AreadException(
                $"{options.Address} can be reached from other machines{(options.Proxies is null ? "" : $", by the proxies {options.Proxies}")}, and nobody would be asked for a token. Set AREAD_Web__OperateToken or AREAD_Web__ReadToken, name a file by "
                + "Web:TokenFile or an issuer by Web:Authority, listen on 127.0.0.1, or say that everybody may do everything: --set Web:AllowOpen=true.");
    }

    /// <summary>Everybody may do everything.</summary>
    public bool IsOpen { get; }

    /// <summary>The host where browsers log in; null if they cannot.</summary>
    public string? LoginHost => _options.ClientId is null ? null : new Uri(_options.Authority!).Authority;

    public void AddTo(IServiceCollection services)
    {
        services.AddSingleton(this).AddSingleton(_tokens);
        if (_options.TokenFile is not null) services.AddHostedService<TokenFileWatch>();
        var authentication = services.AddAuthentication(Either)
            .AddPolicyScheme(Either, null, scheme => scheme.ForwardDefaultSelector = SchemeOf)
            .AddScheme<AuthenticationSchemeOptions, TokenHandler>(TokenHandler.Name, null);
        if (_options.Authority is { } issuer)
        {
            services.AddSingleton(provider => new IssuerConfiguration(issuer, provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<IssuerConfiguration>>()));
            authentication.AddJwtBearer(Trust);
            services.AddOptions<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme).Configure<IssuerConfiguration>((bearer, configuration) => bearer.ConfigurationManager = configuration);
        }
        services.AddAuthorizationBuilder()
            .AddPolicy(AccessRole.Scrape, policy => policy.RequireRole(AccessRole.Scrape, AccessRole.Read, AccessRole.Operate))
            .AddPolicy(AccessRole.Operate, policy => policy.RequireRole(AccessRole.Operate))
            .SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireRole(AccessRole.Read, AccessRole.Operate).Build());
    }

    /// <summary>A token of ours may look like one of the issuer's.</summary>
    private string SchemeOf(HttpContext context) =>
        _options.Authority is not null && TokenHandler.TokenOf(context.Request) is { } token && token.Count('.') == 2 && _tokens.Find(token) is null ? JwtBearerDefaults.AuthenticationScheme : TokenHandler.Name;

    private void Trust(JwtBearerOptions bearer)
    {
        bearer.Audience = _options.Audience;
        bearer.MapInboundClaims = false;
        bearer.TokenValidationParameters.RoleClaimType = _options.RoleClaim;
        bearer.TokenValidationParameters.NameClaimType = "sub";
    }
}
