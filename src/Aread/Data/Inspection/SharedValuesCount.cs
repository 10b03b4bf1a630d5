using System.Numerics;

namespace Aread.Data.Inspection;

/// <summary>
/// Counts the values of a field that domains have in common. Each value has a bit for each domain; values are counted range by range, a pass over the samples
/// for each, so that the bits take 128 MiB at most whatever the vocabulary and the number of domains.
/// </summary>
internal sealed class SharedValuesCount
{
    private const long Budget = 128 << 20;

    private readonly DatasetManifest _manifest;
    private readonly int _field;
    private readonly int _words;
    private readonly int _range;
    private readonly ulong[] _bits;
    private readonly long[,] _common;
    private long _values;
    private long _several;
    private int _first;

    /// <param name="field">Index of the field.</param>
    /// <param name="budget">Most bytes of bits.</param>
    public SharedValuesCount(DatasetManifest manifest, int field, long budget = Budget)
    {
        (_manifest, _field) = (manifest, field);
        _words = (manifest.Domains.Count + 63) / 64;
        _range = (int)Math.Clamp(budget / (sizeof(ulong) * _words), 1, manifest.Fields[field].VocabularySize);
        _bits = new ulong[_range * _words];
        _common = new long[manifest.Domains.Count, manifest.Domains.Count];
        Passes = (manifest.Fields[field].VocabularySize + _range - 1) / _range;
    }

    /// <summary>How often all samples are to be added, each time with <see cref="EndPass"/> behind.</summary>
    public int Passes { get; }

    public void Add(int domain, SampleBlock samples)
    {
        var (word, bit) = (domain / 64, 1UL << (domain % 64));
        for (var at = _field; at < samples.Ids.Length; at += samples.Columns)
            if (samples.Ids[at] is var id && id != 0 && id >= _first && id - _first < _range) _bits[(id - _first) * _words + word] |= bit;
    }

    public void EndPass()
    {
        var domains = new List<int>();
        for (var value = 0; value < _range; value++)
        {
            domains.Clear();
            for (var word = 0; word < _words; word++)
                for (var bits = _bits[value * _words + word]; bits != 0; bits &= bits - 1) domains.Add(word * 64 + BitOperations.TrailingZeroCount(bits));
            if (domains.Count > 0) _values++;
            if (domains.Count > 1) _several++;
            for (var i = 0; i < domains.Count; i++)
                for (var j = i; j < domains.Count; j++) _common[domains[i], domains[j]]++;
        }
        Array.Clear(_bits);
        _first = (int)Math.Min((long)_first + _range, int.MaxValue);
    }

    public SharedValues Complete()
    {
        var count = _manifest.Domains.Count;
        var pairs = from a in Enumerable.Range(0, count)
                    from b in Enumerable.Range(a + 1, count - a - 1)
                    where _common[a, b] > 0
                    orderby _common[a, b] descending
                    select new SharedPair(_manifest.Domains[a].Name, _manifest.Domains[b].Name, _common[a, b], _common[a, a] + _common[b, b] - _common[a, b]);
        return new SharedValues(_manifest.Fields[_field].Name, _values, _several, [.. Enumerable.Range(0, count).Select(domain => _common[domain, domain])], [.. pairs]);
    }
}
