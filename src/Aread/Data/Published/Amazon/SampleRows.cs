using Aread.Data.Import;

namespace Aread.Data.Published.Amazon;

/// <summary>The samples as rows with the columns of <see cref="AmazonFormat.Schema"/>.</summary>
/// <remarks>Memory: the texts of users and items that are left, about 60 bytes a user and 200 an item.</remarks>
internal sealed class SampleRows : IRowSource
{
    private readonly string _path;
    private readonly RecordCursor _rows;
    private readonly string[] _users;
    private readonly ItemMetadata[] _items;
    private readonly char[] _time = new char[20];
    private Rating _sample;
    private int _timeLength;

    private SampleRows(RecordFile samples, string users, string items)
    {
        _path = samples.Path;
        _users = File.ReadAllLines(users);
        _items = [.. File.ReadLines(items).Select(AreadJson.Read<ItemMetadata>)];
        _rows = samples.Read();
    }

    public long Position { get; private set; }

    public static RowSet Set(RecordFile samples, string users, string items) => new(samples.Path, samples.Count, () => new SampleRows(samples, users, items));

    public bool Read()
    {
        if (!_rows.MoveNext()) return false;
        _sample = Rating.ReadByTime(_rows.Current);
        _sample.Time.TryFormat(_time, out _timeLength);
        Position++;
        return true;
    }

    public ReadOnlySpan<char> Cell(int column) => column switch
    {
        0 => _users[_sample.User],
        1 => Item.Id,
        2 => _time.AsSpan(0, _timeLength),
        3 => Item.Domain,
        4 => Item.Chart,
        5 => Item.Rank,
        6 => Item.Brand,
        7 => Item.Price,
        8 => _sample.Value > 0 ? "1" : "0",
        _ => throw new ArgumentOutOfRangeException(nameof(column)),
    };

    public DataFormatException Fault(int column, string reason, string remedy) => new(_path, Position, AmazonFormat.Schema.Columns[column].Name, reason, remedy);

    public void Dispose() => _rows.Dispose();

    private ItemMetadata Item => _items[_sample.Item];
}
