namespace Aread.Data.Import;

/// <summary>The last items of every user, in rings of a fixed size: memory is users times lengths.</summary>
internal sealed class UserHistories
{
    private readonly CsvHistory _history;
    private readonly int[] _items;
    private readonly long[] _times;
    private readonly byte[] _next;
    private readonly byte[] _count;
    private readonly double _window;

    /// <param name="users">Users have numbers below this.</param>
    public UserHistories(CsvHistory history, int users)
    {
        _history = history;
        _items = new int[checked(users * history.Length)];
        _times = new long[_items.Length];
        _next = new byte[users];
        _count = new byte[users];
        _window = history.WindowDays * TimeSpan.MillisecondsPerDay ?? double.PositiveInfinity;
    }

    public int Length => _history.Length;

    /// <summary>Items filled in so far.</summary>
    public long Items { get; private set; }

    /// <summary>Of these, not strictly earlier than the time they were asked for.</summary>
    public long NotBefore { get; private set; }

    /// <summary>Adds a sample of the user's, not earlier than those before it.</summary>
    public void Add(int user, int item, byte label, long time)
    {
        if (label != (_history.Of == HistoryOf.Positive ? 1 : 0)) return;
        var at = user * Length + _next[user];
        _items[at] = item;
        _times[at] = time;
        _next[user] = (byte)((_next[user] + 1) % Length);
        if (_count[user] < Length) _count[user]++;
    }

    /// <summary>The user's last items at a time, newest first.</summary>
    /// <param name="target">One place per item; those left over take <paramref name="padding"/>.</param>
    public void Fill(int user, long time, Span<int> target, int padding)
    {
        var filled = 0;
        for (; filled < _count[user]; filled++)
        {
            var at = user * Length + (_next[user] - 1 - filled + Length) % Length;
            if (time - _times[at] > _window) break;
            target[filled] = _items[at];
            if (_times[at] >= time) NotBefore++;
        }
        Items += filled;
        target[filled..].Fill(padding);
    }
}
