using Microsoft.AspNetCore.Http;

namespace Aread.Host.Web;

/// <summary>What a line of <see cref="Audit"/> says beside the path: what the body named, why a form was refused.</summary>
internal static class AuditNote
{
    private static readonly object Key = new();

    /// <param name="note">May hold what a client sent: nothing in it begins a line.</param>
    public static void Set(HttpContext context, string note) => context.Items[Key] = string.Concat(note.Select(letter => char.IsControl(letter) ? ' ' : letter));

    public static string? Of(HttpContext context) => context.Items[Key] as string;
}
