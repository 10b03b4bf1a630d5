using Aread.Comparison;
using Aread.Data;

namespace Aread.Distributed.Grains;

/// <summary>Data sets in a silo's memory: read for the first training on one, and let go some time after the last.</summary>
public sealed class TrainingData(TimeProvider time)
{
    /// <summary>The next training of a client begins within seconds.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private readonly Dictionary<(string Directory, string Hash), Entry> _entries = [];

    /// <param name="hash">What the data are to be; see <see cref="DatasetFingerprint"/>.</param>
    /// <param name="use">May have the data until it has ended.</param>
    /// <exception cref="DataFormatException">They cannot be read, or are other data.</exception>
    public async Task<T> UseAsync<T>(string directory, string hash, Func<ComparisonData, Task<T>> use)
    {
        var entry = Enter((directory, hash));
        try
        {
            return await use(await entry.Data.Value);
        }
        finally
        {
            Leave((directory, hash), entry);
        }
    }

    private static async Task<ComparisonData> ReadAsync(string directory, string hash)
    {
        var dataset = Dataset.Open(directory);
        if (dataset.Fingerprint.Dataset != hash) throw new DataFormatException(dataset.Directory, null, null, "These are other data than the client's.", "All must see the same.");
        return await ComparisonData.ReadAsync(dataset, CancellationToken.None);
    }

    private Entry Enter((string Directory, string Hash) key)
    {
        lock (_lock)
        {
            // What could not be read is read again.
            if (!_entries.TryGetValue(key, out var entry) || entry.Data is { IsValueCreated: true, Value.IsFaulted: true })
                _entries[key] = entry = new Entry(new Lazy<Task<ComparisonData>>(() => Task.Run(() => ReadAsync(key.Directory, key.Hash))));
            entry.Users++;
            return entry;
        }
    }

    private void Leave((string Directory, string Hash) key, Entry entry)
    {
        lock (_lock)
        {
            if (--entry.Users > 0) return;
            entry.Forgetting?.Dispose();
            entry.Forgetting = time.CreateTimer(_ => Forget(key, entry), null, Kept, Timeout.InfiniteTimeSpan);
        }
    }

    private void Forget((string Directory, string Hash) key, Entry entry)
    {
        lock (_lock)
        {
            if (entry.Users == 0 && _entries.GetValueOrDefault(key) == entry) _entries.Remove(key);
        }
    }

    private sealed class Entry(Lazy<Task<ComparisonData>> data)
    {
        public Lazy<Task<ComparisonData>> Data => data;

        public int Users { get; set; }

        public ITimer? Forgetting { get; set; }
    }
}
