using System.Security.Cryptography;
using System.Text;

namespace Aread.Host.Web;

/// <summary>A token of ours.</summary>
/// <param name="Hash">Of the token, which itself is not kept.</param>
internal sealed record KnownToken(byte[] Hash, Caller Caller)
{
    /// <summary>Tells it from others, and from the same one in another's hand or with another role. No secret.</summary>
    public string Id { get; } = Convert.ToHexString(SHA256.HashData([.. Hash, .. Encoding.UTF8.GetBytes($"{Caller.Role} {Caller.Name}")]));

    public static KnownToken Of(string token, Caller caller) => new(HashOf(token), caller);

    public static byte[] HashOf(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}
