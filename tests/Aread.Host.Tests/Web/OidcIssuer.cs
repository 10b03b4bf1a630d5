using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Aread.Testing;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Aread.Host.Tests.Web;

/// <summary>An issuer of OpenID Connect: its discovery document, its keys, tokens that it has signed, and logins of whoever comes.</summary>
internal sealed class OidcIssuer : IAsyncDisposable
{
    private const string Announce = "/announce";

    private readonly HttpListener _listener = new();
    private readonly RsaSecurityKey _key = new(RSA.Create(2048)) { KeyId = "one" };
    private readonly Task _serving;

    /// <param name="host">Two names of this machine are two sites to a browser.</param>
    public OidcIssuer(string host = "127.0.0.1")
    {
        Address = $"http://{host}:{FreePort.Find()}";
        Desk = new LoginDesk(this);
        _listener.Prefixes.Add($"{Address}/");
        _listener.Start();
        _serving = ServeAsync();
    }

    public string Address { get; }

    public LoginDesk Desk { get; }

    /// <summary>Stands in the place of the discovery document.</summary>
    public string? Garbled { get; set; }

    /// <summary>Wants logins to be announced (RFC 9126), and knows nobody who may.</summary>
    public bool RefusesAnnouncements { get; set; }

    /// <param name="role">Null: the token has no claim of that kind.</param>
    /// <param name="expires">From now.</param>
    /// <param name="key">Another than the issuer's.</param>
    public string Token(string? role, string audience = "aread", string? issuer = null, TimeSpan? expires = null, SecurityKey? key = null, string claim = "roles", string? nonce = null)
    {
        var until = DateTime.UtcNow + (expires ?? TimeSpan.FromMinutes(5));
        var claims = new Dictionary<string, object> { ["sub"] = "alice", [role is null ? "other" : claim] = new[] { role ?? "operate" } };
        if (nonce is not null) claims["nonce"] = nonce;
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = issuer ?? Address,
            Audience = audience,
            IssuedAt = DateTime.UtcNow,
            NotBefore = until - TimeSpan.FromHours(2),
            Expires = until,
            Claims = claims,
            SigningCredentials = new SigningCredentials(key ?? _key, SecurityAlgorithms.RsaSha256),
        });
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _serving;
    }

    /// <summary>Until the listener is stopped, in the middle of an answer perhaps.</summary>
    private async Task ServeAsync()
    {
        try
        {
            while (true) await AnswerAsync(await _listener.GetContextAsync());
        }
        catch (Exception stopped) when (stopped is HttpListenerException or ObjectDisposedException)
        {
        }
    }

    private async Task AnswerAsync(HttpListenerContext asked)
    {
        var answer = asked.Request.Url!.AbsolutePath switch
        {
            "/.well-known/openid-configuration" => Garbled ?? Discovery(),
            "/keys" => Keys(),
            LoginDesk.Redeem => await Desk.RedeemAsync(asked.Request),
            _ => null,
        };
        var sentOn = asked.Request.Url.AbsolutePath == LoginDesk.Authorize ? Desk.SendBack(asked.Request.QueryString) : null;
        if (sentOn is not null && Desk.AsksFirst) answer = $"<link rel=\"icon\" href=\"data:,\"><a href=\"{sentOn}\">Go on as alice</a>";
        else if (sentOn is not null) asked.Response.RedirectLocation = sentOn;
        var isRefused = answer is null && asked.Request.Url.AbsolutePath is (LoginDesk.Redeem or Announce);
        if (isRefused) answer = "{\"error\":\"invalid_client\"}";
        asked.Response.StatusCode = isRefused ? 401 : answer is not null ? 200 : sentOn is not null ? 302 : 404;
        asked.Response.ContentType = sentOn is null ? "application/json" : "text/html";
        if (answer is not null) await asked.Response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(answer));
        asked.Response.Close();
    }

    private string Discovery()
    {
        var document = new Dictionary<string, string>
        {
            ["issuer"] = Address,
            ["jwks_uri"] = $"{Address}/keys",
            ["authorization_endpoint"] = $"{Address}{LoginDesk.Authorize}",
            ["token_endpoint"] = $"{Address}{LoginDesk.Redeem}",
        };
        if (RefusesAnnouncements) document["pushed_authorization_request_endpoint"] = $"{Address}{Announce}";
        return JsonSerializer.Serialize(document);
    }

    private string Keys()
    {
        var open = _key.Rsa.ExportParameters(includePrivateParameters: false);
        return JsonSerializer.Serialize(new
        {
            keys = new[] { new { kty = "RSA", use = "sig", kid = _key.KeyId, n = Base64UrlEncoder.Encode(open.Modulus), e = Base64UrlEncoder.Encode(open.Exponent) } },
        });
    }
}
