using System.IO.Hashing;

namespace Aread.Data;

/// <summary>A hash that finds damage (XXH3, 128 bits); no protection against intent.</summary>
internal static class ContentHash
{
    public static async Task<string> OfFileAsync(string path, CancellationToken cancellationToken)
    {
        var hash = new XxHash128();
        await using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan | FileOptions.Asynchronous);
        await hash.AppendAsync(stream, cancellationToken);
        return Convert.ToHexStringLower(hash.GetCurrentHash());
    }
}
