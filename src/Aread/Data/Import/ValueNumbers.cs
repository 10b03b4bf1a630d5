namespace Aread.Data.Import;

/// <summary>Numbers the distinct texts of a field in the order in which they appear.</summary>
internal sealed class ValueNumbers
{
    private readonly List<string> _values = [];
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _lookup;

    public ValueNumbers() => _lookup = _numbers.GetAlternateLookup<ReadOnlySpan<char>>();

    public IReadOnlyList<string> Values => _values;

    public int this[ReadOnlySpan<char> text]
    {
        get
        {
            if (_lookup.TryGetValue(text, out var number)) return number;
            number = _values.Count;
            var value = text.ToString();
            _values.Add(value);
            _numbers.Add(value, number);
            return number;
        }
    }
}
