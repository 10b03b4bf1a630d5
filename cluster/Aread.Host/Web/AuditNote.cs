using Microsoft.AspNetCore.Http;

namespace Aread.Host.Web;

/// <summary>What a line of <see cref="Audit"/> says beside the path: what the body named, why a form was refused.</summary>
internal static class AuditNote
{
    private const int Longest = 200;

    private static readonly object Key = new();

    /// <param name="note">May hold what a client sent: nothing in it begins a line or turns one round, and it is cut.</param>
    public static void Set(HttpContext context, string note) =>
        context.Items[Key] = PlainText.Of(note.Length > Longest ? $"{note[..Longest]}..." : note);

    public static string? Of(HttpContext context) => context.Items[Key] as string;
}
