using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Aread.Data.Published.AliCcp;

/// <summary>
/// Reads features joined by 0x01, each of them field 0x02 id 0x03 value. Of a field that comes several times the last one counts, as in the
/// published code. Fields that are not wanted are passed over.
/// </summary>
internal sealed class FeatureReader
{
    private const byte EndOfFeature = 1;
    private const byte EndOfField = 2;
    private const byte EndOfId = 3;
    private const int LongestName = sizeof(ulong);

    private readonly ulong[] _fields;
    private readonly int[] _numbers;

    /// <param name="fields">Whose ids are wanted.</param>
    /// <param name="numbers">Those of them whose values are wanted, too.</param>
    public FeatureReader(string[] fields, string[] numbers)
    {
        _fields = Array.ConvertAll(fields, field => Packed(Encoding.ASCII.GetBytes(field)));
        _numbers = Array.ConvertAll(fields, field => Array.IndexOf(numbers, field));
    }

    /// <param name="count">The cell that tells how many features there are, of all fields.</param>
    /// <param name="ids">By field; <see cref="AliCcpFields.Missing"/> where there is none.</param>
    /// <param name="numbers">By number; not a number where there is none.</param>
    /// <returns>What is wrong with the features; null if nothing is.</returns>
    public string? Read(ReadOnlySpan<byte> count, ReadOnlySpan<byte> features, Span<int> ids, Span<float> numbers)
    {
        if (!int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var expected)) return "The number of features is no whole number below 2^31.";
        var read = 0;
        ids.Fill(AliCcpFields.Missing);
        numbers.Fill(float.NaN);
        while (!features.IsEmpty)
        {
            var end = features.IndexOf(EndOfFeature);
            var feature = end < 0 ? features : features[..end];
            features = end < 0 ? [] : features[(end + 1)..];
            read++;
            var idAt = feature.IndexOf(EndOfField) + 1;
            if (idAt == 0) return "A feature has no id.";
            var name = feature[..(idAt - 1)];
            var field = name.Length > LongestName ? -1 : _fields.AsSpan().IndexOf(Packed(name));
            if (field < 0) continue;
            var text = feature[idAt..];
            var valueAt = text.IndexOf(EndOfId) + 1;
            if (valueAt == 0) return "A feature has no value.";
            if (!int.TryParse(text[..(valueAt - 1)], NumberStyles.None, CultureInfo.InvariantCulture, out ids[field])) return "A feature's id is no whole number below 2^31.";
            if (!float.TryParse(text[valueAt..], NumberStyles.Float, CultureInfo.InvariantCulture, out var value) || !float.IsFinite(value))
                return "A feature's value is no finite number.";
            if (_numbers[field] >= 0) numbers[_numbers[field]] = value;
        }
        return read == expected ? null : "There are more or fewer features than the line says.";
    }

    private static ulong Packed(ReadOnlySpan<byte> name)
    {
        Span<byte> packed = stackalloc byte[LongestName];
        packed.Clear();
        name.CopyTo(packed);
        return BinaryPrimitives.ReadUInt64LittleEndian(packed);
    }
}
