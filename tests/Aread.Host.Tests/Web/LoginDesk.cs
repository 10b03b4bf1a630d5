using System.Collections.Concurrent;
using System.Collections.Specialized;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Web;
using Microsoft.IdentityModel.Tokens;

namespace Aread.Host.Tests.Web;

/// <summary>Where browsers log in at an issuer: whoever comes is alice at once. A code is good once, for who proves to have asked for it (RFC 7636).</summary>
internal sealed class LoginDesk(OidcIssuer issuer)
{
    public const string Authorize = "/authorize", Redeem = "/token";
    public const string Client = "aread-dashboard", Secret = "secret-of-the-client";

    private readonly ConcurrentDictionary<string, NameValueCollection> _asked = new();

    /// <summary>The one that alice has.</summary>
    public string? Role { get; set; } = "read";

    /// <summary>Shows a page that leads back, where others are sent back at once.</summary>
    public bool AsksFirst { get; set; }

    /// <summary>Stands in the ID token in place of the one that was asked with.</summary>
    public string? OtherNonce { get; set; }

    /// <summary>What browsers asked with.</summary>
    public NameValueCollection LastAsked { get; private set; } = [];

    /// <summary>Answers that were given for codes.</summary>
    public int Redeemed { get; private set; }

    /// <returns>Where the browser goes on to; null if it was not asked as it should be.</returns>
    public string? SendBack(NameValueCollection asked)
    {
        LastAsked = asked;
        if (asked["client_id"] != Client || asked["response_type"] != "code" || asked["code_challenge_method"] != "S256" || !asked["scope"]!.Split(' ').Contains("openid")) return null;
        var code = Guid.NewGuid().ToString("N");
        _asked[code] = asked;
        return $"{asked["redirect_uri"]}?code={code}&state={Uri.EscapeDataString(asked["state"]!)}";
    }

    /// <returns>Null if the code is worth nothing to who brings it.</returns>
    public async Task<string?> RedeemAsync(HttpListenerRequest request)
    {
        using var body = new StreamReader(request.InputStream);
        var form = HttpUtility.ParseQueryString(await body.ReadToEndAsync(TestContext.Current.CancellationToken));
        if (!_asked.TryRemove(form["code"] ?? "", out var asked)) return null;
        var challenge = Base64UrlEncoder.Encode(SHA256.HashData(Encoding.ASCII.GetBytes(form["code_verifier"] ?? "")));
        if (form["grant_type"] != "authorization_code" || challenge != asked["code_challenge"] || form["redirect_uri"] != asked["redirect_uri"] || form["client_secret"] != Secret) return null;
        Redeemed++;
        var identity = issuer.Token(Role, audience: Client, nonce: OtherNonce ?? asked["nonce"]);
        return JsonSerializer.Serialize(new { access_token = "opaque", token_type = "Bearer", expires_in = 300, id_token = identity });
    }
}
