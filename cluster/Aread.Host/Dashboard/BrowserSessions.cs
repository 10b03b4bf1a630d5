using System.Collections.Concurrent;
using System.Security.Claims;

namespace Aread.Host.Dashboard;

/// <summary>The sessions of browsers that are open. A cookie, or a page that is alive, whose session is not among them is let in no more.</summary>
internal sealed class BrowserSessions(TimeProvider time)
{
    private const string SessionClaim = "session";

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

    public void End(ClaimsPrincipal user)
    {
        if (SessionOf(user) is { } session) _ends.TryRemove(session, out _);
    }

    /// <summary>Also whoever came without a session, by a token or where none is asked for.</summary>
    public bool Admits(ClaimsPrincipal user) => SessionOf(user) is not { } session || (_ends.TryGetValue(session, out var end) && time.GetUtcNow() < end);

    private static string? SessionOf(ClaimsPrincipal user) => user.FindFirst(SessionClaim)?.Value;
}
