namespace Aread.Distributed.Synchronization;

/// <summary>
/// How much goes into one message. A larger one would hold up all that share its connection, and one over the runtime's own limit breaks it.
/// </summary>
public static class WireLimit
{
    /// <summary>Payload of a message, most: 4 MiB less what surrounds it.</summary>
    public const int Bytes = (4 << 20) - (16 << 10);

    /// <summary>Pieces of one transfer that may be under way at once.</summary>
    public const int Window = 4;

    /// <summary>Cuts a range into pieces of at most <paramref name="most"/>.</summary>
    public static IEnumerable<Range> Pieces(int length, int most)
    {
        for (var start = 0; start < length; start += most) yield return start..Math.Min(length, start + most);
    }

    /// <summary>Does all, so many at a time.</summary>
    public static async Task ForEachAsync<T>(IEnumerable<T> items, Func<T, Task> action)
    {
        var running = new List<Task>(Window);
        foreach (var item in items)
        {
            if (running.Count == Window)
            {
                var done = await Task.WhenAny(running);
                running.Remove(done);
                await done;
            }
            running.Add(action(item));
        }
        await Task.WhenAll(running);
    }
}
