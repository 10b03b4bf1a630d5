using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Aread.Testing;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Aread.Host.Tests.Web;

/// <summary>An issuer of OpenID Connect: its discovery document, its keys, and tokens that it has signed.</summary>
internal sealed class OidcIssuer : IAsyncDisposable
{
    private readonly HttpListener _listener = new();
    private readonly RsaSecurityKey _key = new(RSA.Create(2048)) { KeyId = "one" };
    private readonly Task _serving;

    public OidcIssuer()
    {
        Address = $"http://127.0.0.1:{FreePort.Find()}";
        _listener.Prefixes.Add($"{Address}/");
        _listener.Start();
        _serving = ServeAsync();
    }

    public string Address { get; }

    /// <param name="role">Null: the token has no claim of that kind.</param>
    /// <param name="expires">From now.</param>
    /// <param name="key">Another than the issuer's.</param>
    public string Token(string? role, string audience = "aread", string? issuer = null, TimeSpan? expires = null, SecurityKey? key = null, string claim = "roles")
    {
        var until = DateTime.UtcNow + (expires ?? TimeSpan.FromMinutes(5));
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = issuer ?? Address,
            Audience = audience,
            NotBefore = until - TimeSpan.FromHours(2),
            Expires = until,
            Claims = new Dictionary<string, object> { ["sub"] = "alice", [role is null ? "other" : claim] = new[] { role ?? "operate" } },
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
            "/.well-known/openid-configuration" => JsonSerializer.Serialize(new { issuer = Address, jwks_uri = $"{Address}/keys" }),
            "/keys" => Keys(),
            _ => null,
        };
        asked.Response.StatusCode = answer is null ? 404 : 200;
        if (answer is not null) await asked.Response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(answer));
        asked.Response.Close();
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
