using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace Aread.Host.Web;

/// <summary>Knows callers by <c>Authorization: Bearer TOKEN</c>.</summary>
internal sealed class TokenHandler(AccessTokens tokens, WebAccess access, IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory loggers, UrlEncoder encoder)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
{
    public const string Name = "token";

    /// <summary>Says by which token a caller came: <see cref="KnownToken.Id"/>.</summary>
    public const string TokenClaim = "aread/token";

    private const string Prefix = "Bearer ";

    /// <returns>The token; null if the request brings none.</returns>
    public static string? TokenOf(Microsoft.AspNetCore.Http.HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        return header.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) ? header[Prefix.Length..].Trim() : null;
    }

    protected override Task<AuthenticateResult> HandleAuthenticateAsync() => Task.FromResult(Authenticate());

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers[HeaderNames.WWWAuthenticate] = "Bearer";
        return base.HandleChallengeAsync(properties);
    }

    private AuthenticateResult Authenticate()
    {
        if (access.IsOpen) return Success(Caller.Anybody, []);
        if (TokenOf(Request) is not { } token) return AuthenticateResult.NoResult();
        return tokens.Find(token) is { } known ? Success(known.Caller, [new Claim(TokenClaim, known.Id)]) : AuthenticateResult.Fail("The token is not known.");
    }

    private static AuthenticateResult Success(Caller caller, IEnumerable<Claim> more)
    {
        var identity = new ClaimsIdentity([new Claim(ClaimTypes.Name, caller.Name), new Claim(ClaimTypes.Role, caller.Role), .. more], Name);
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), Name));
    }
}
