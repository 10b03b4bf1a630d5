using System.Buffers.Binary;
using System.IO.Hashing;
using System.Text;

namespace Aread.Data;

/// <summary>A hash that finds damage (XXH3, 128 bits); no protection against intent.</summary>
internal static class ContentHash
{
    public static string Of(ReadOnlySpan<byte> content) => Convert.ToHexStringLower(XxHash128.Hash(content));

    /// <summary>Of the values in order, wherever one ends and the next begins.</summary>
    public static string OfValues(IEnumerable<string> values)
    {
        var hash = new XxHash128();
        Span<byte> length = stackalloc byte[sizeof(int)];
        foreach (var value in values)
        {
            var text = Encoding.UTF8.GetBytes(value);
            BinaryPrimitives.WriteInt32LittleEndian(length, text.Length);
            hash.Append(length);
            hash.Append(text);
        }
        return Convert.ToHexStringLower(hash.GetCurrentHash());
    }

    public static async Task<string> OfFileAsync(string path, CancellationToken cancellationToken)
    {
        var hash = new XxHash128();
        await using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan | FileOptions.Asynchronous);
        await hash.AppendAsync(stream, cancellationToken);
        return Convert.ToHexStringLower(hash.GetCurrentHash());
    }
}
