using System.IO.Hashing;

namespace Aread.Data.Published;

/// <summary>
/// Numbers distinct ids in the order in which they come, and writes each to a file, a line each. In memory is a hash of 128 bits instead of the text, about 56
/// bytes an id, and three times that while the table grows: that two of a hundred million ids have the same is less likely than one in 10^22.
/// </summary>
/// <param name="texts">Takes the texts.</param>
internal sealed class DistinctIds(Stream texts) : IDisposable
{
    private readonly Dictionary<UInt128, int> _numbers = [];
    private readonly BufferedStream _texts = new(texts, 1 << 16);

    public int Count => _numbers.Count;

    /// <param name="id">UTF-8, without line ends.</param>
    public int this[ReadOnlySpan<byte> id]
    {
        get
        {
            var hash = HashOf(id);
            if (_numbers.TryGetValue(hash, out var number)) return number;
            number = _numbers.Count;
            _numbers.Add(hash, number);
            _texts.Write(id);
            _texts.WriteByte((byte)'\n');
            return number;
        }
    }

    public static UInt128 HashOf(ReadOnlySpan<byte> id) => XxHash128.HashToUInt128(id);

    public void Dispose() => _texts.Dispose();
}
