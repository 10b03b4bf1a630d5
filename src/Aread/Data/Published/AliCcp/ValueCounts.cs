using System.Runtime.InteropServices;

namespace Aread.Data.Published.AliCcp;

/// <summary>
/// How often values occur: those of every field in train, those of users and items in all samples. Memory: some 40 bytes for each distinct value
/// of a field, less than 1 GiB for the published data.
/// </summary>
internal sealed class ValueCounts
{
    private readonly Dictionary<int, int>[] _train = [.. AliCcpFields.Ids.Select(_ => new Dictionary<int, int>())];
    private readonly Dictionary<int, int> _users = [];
    private readonly Dictionary<int, int> _items = [];

    public void Add(in JoinedRecord sample)
    {
        ReadOnlySpan<int> ids = sample.Ids;
        Count(_users, ids[AliCcpFields.User]);
        Count(_items, ids[AliCcpFields.Item]);
        if ((Split)sample.Split != Split.Train) return;
        for (var field = 0; field < ids.Length; field++) Count(_train[field], ids[field]);
    }

    public int OfUser(int user) => _users.GetValueOrDefault(user);

    public int OfItem(int item) => _items.GetValueOrDefault(item);

    public int InTrain(int field, int value) => _train[field].GetValueOrDefault(value);

    private static void Count(Dictionary<int, int> counts, int value) => CollectionsMarshal.GetValueRefOrAddDefault(counts, value, out _)++;
}
