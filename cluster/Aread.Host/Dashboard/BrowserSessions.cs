using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Claims;
using Aread.Host.Web;

namespace Aread.Host.Dashboard;

/// <summary>The sessions of browsers that are open. A cookie, or a page that is alive, whose session is not among them is let in no more; nor is one whose token is none any more.</summary>
internal sealed class BrowserSessions(AccessTokens tokens, TimeProvider time)
{
    private const string SessionClaim = "session";

    /// <summary>When a token of an issuer ends, in seconds (RFC 7519).</summary>
    private const string ExpiryClaim = "exp";

    private readonly ConcurrentDictionary<string, DateTimeOffset> _ends = new();

    /// <returns>Says which session it is; part of its cookie.</returns>
    public Claim Open(DateTimeOffset end)
    {
        foreach (var (session, over) in _ends)
            if (over <= time.GetUtcNow()) _ends.TryRemove(session, out _);
        var opened = Guid.NewGuid().ToString("N");
        _ends[opened] = end;
        return new Claim(SessionClaim, opened);
    }

    /// <returns>Tells the session from others, and opens nothing; null if there is none.</returns>
    public static string? IdOf(ClaimsPrincipal user) => user.FindFirst(SessionClaim)?.Value;

    public void End(ClaimsPrincipal user)
    {
        if (IdOf(user) is { } session) End(session);
    }

    /// <param name="session">What <see cref="IdOf"/> said of its user.</param>
    public void End(string session) => _ends.TryRemove(session, out _);

    /// <summary>Also whoever came without a session, where none is asked for or by a token that is still good.</summary>
    public bool Admits(ClaimsPrincipal user)
    {
        var now = time.GetUtcNow();
        if (long.TryParse(user.FindFirst(ExpiryClaim)?.Value, CultureInfo.InvariantCulture, out var expiry) && now.ToUnixTimeSeconds() >= expiry) return false;
        if (user.FindFirst(TokenHandler.TokenClaim)?.Value is { } token && !tokens.Holds(token)) return false;
        return IdOf(user) is not { } session || (_ends.TryGetValue(session, out var end) && now < end);
    }
}
