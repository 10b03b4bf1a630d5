using System.Runtime.InteropServices;
using Aread.Data.Import;

namespace Aread.Data.Inspection;

/// <summary>
/// Whether histories that an import made hold only what was before: an item that the same user has with the label of the history in a split of earlier times, or
/// further up in the same partition, whose samples are in the order of their times. An item that only samples of other partitions explain whose times cannot be
/// compared, those of other domains in the same split, or of train in a split that is not by time, is neither shown to be right nor wrong. Goes through the users in groups: samples are read
/// twice for each, and about 60 bytes are kept for each pair of user and item of the group, of which there are 16 million at most.
/// </summary>
internal sealed class HistoryCheck
{
    private const long Pairs = 16 << 20;

    private readonly DatasetManifest _manifest;
    private readonly int _user;
    private readonly (int At, int Length, byte Label)[] _histories;
    private readonly bool _byTime;
    private readonly int _groups;
    private readonly Dictionary<Key, Places> _places = [];
    private readonly HashSet<Key> _above = [];
    private (int Domain, Split Split) _partition = (-1, default);
    private int _group;

    /// <param name="record">How the rows were imported.</param>
    /// <param name="pairs">Most pairs of user and item in memory, about.</param>
    public HistoryCheck(DatasetManifest manifest, ImportRecord record, long pairs = Pairs)
    {
        _manifest = manifest;
        _user = manifest.Fields.Index().First(field => field.Item.Role == FieldRole.User).Index;
        var at = manifest.Fields.Count;
        var histories = new List<(int, int, byte)>();
        foreach (var sequence in manifest.Sequences)
        {
            if (record.Schema.Histories.FirstOrDefault(history => history.Name == sequence.Name) is { } history)
                histories.Add((at, sequence.Length, history.Of == HistoryOf.Positive ? (byte)1 : (byte)0));
            at += sequence.Length;
        }
        _histories = [.. histories];
        _byTime = record.Schema.Split.By == SplitBy.Time;
        _groups = (int)(manifest.Domains.SelectMany(domain => domain.Partitions).Sum(partition => partition.Samples) / pairs) + 1;
    }

    /// <summary>Items of histories that were looked for.</summary>
    public long Items { get; private set; }

    /// <summary>Of these, found only among samples of which nothing tells whether they were before.</summary>
    public long Unordered { get; private set; }

    /// <summary>Of these, not found where they may come from.</summary>
    public long Strangers { get; private set; }

    /// <summary>The sample of the first stranger: its domain, split and row (from 1).</summary>
    public (string Domain, Split Split, long Row)? First { get; private set; }

    /// <summary>How often samples are read.</summary>
    public int Passes => 2 * _groups;

    public async Task RunAsync(SamplePass pass)
    {
        for (_group = 0; _group < _groups; _group++)
        {
            await pass.ReadAsync(Enum.GetValues<Split>(), (domain, split, samples) =>
            {
                Gather(domain, split, samples);
                return ValueTask.CompletedTask;
            });
            _partition = (-1, default);
            var row = 0L;
            await pass.ReadAsync(Enum.GetValues<Split>(), (domain, split, samples) =>
            {
                if (_partition != (domain, split))
                {
                    _above.Clear();
                    (_partition, row) = ((domain, split), 0);
                }
                row = Look(domain, split, samples, row);
                return ValueTask.CompletedTask;
            });
            _places.Clear();
            _above.Clear();
        }
    }

    private void Gather(int domain, Split split, SampleBlock samples)
    {
        if (!_byTime && split != Split.Train) return;
        for (var row = 0; row < samples.Count; row++)
        {
            if (KeyOf(samples.Sample(row), samples.Labels[row]) is not { } key) continue;
            ref var places = ref CollectionsMarshal.GetValueRefOrAddDefault(_places, key, out _);
            places.Add(split, domain);
        }
    }

    private long Look(int domain, Split split, SampleBlock samples, long before)
    {
        for (var row = 0; row < samples.Count; row++)
        {
            var sample = samples.Sample(row);
            if (sample[_user] == 0 || sample[_user] % _groups != _group) continue;
            foreach (var (at, length, label) in _histories)
                foreach (var item in sample.Slice(at, length))
                {
                    if (item == 0 || item == _manifest.PaddingId) continue;
                    Items++;
                    switch (OriginOf(new Key(sample[_user], item, label), domain, split))
                    {
                        case Origin.Unordered:
                            Unordered++;
                            break;
                        case Origin.Nowhere:
                            Strangers++;
                            First ??= (_manifest.Domains[domain].Name, split, before + row + 1);
                            break;
                    }
                }
            if (KeyOf(sample, samples.Labels[row]) is { } own) _above.Add(own);
        }
        return before + samples.Count;
    }

    private Origin OriginOf(Key key, int domain, Split split)
    {
        if (!_places.TryGetValue(key, out var places)) return Origin.Nowhere;
        for (var earlier = Split.Train; earlier < split; earlier++)
            if (places.In(earlier) != Places.Nowhere) return _byTime ? Origin.Before : Origin.Unordered;
        if (places.In(split) is var there && there == Places.Nowhere) return Origin.Nowhere;
        if (_above.Contains(key)) return Origin.Before;
        return there == domain + 1 ? Origin.Nowhere : Origin.Unordered;
    }

    private Key? KeyOf(ReadOnlySpan<int> sample, byte label)
    {
        var (user, item) = (sample[_user], sample[_manifest.ItemFieldIndex]);
        return user == 0 || item == 0 || user % _groups != _group ? null : new Key(user, item, label);
    }

    private enum Origin
    {
        Before,
        Unordered,
        Nowhere,
    }

    private readonly record struct Key(int User, int Item, byte Label);

    /// <summary>In which domain of each split a pair is: its index plus 1, or more than one.</summary>
    private struct Places
    {
        public const int Nowhere = 0;
        private const int Several = -1;

        private int _train;
        private int _valid;
        private int _test;

        public readonly int In(Split split) => split == Split.Train ? _train : split == Split.Valid ? _valid : _test;

        public void Add(Split split, int domain)
        {
            ref var place = ref _train;
            if (split == Split.Valid) place = ref _valid;
            else if (split == Split.Test) place = ref _test;
            place = place == Nowhere || place == domain + 1 ? domain + 1 : Several;
        }
    }
}
