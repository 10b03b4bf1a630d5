namespace Aread.Training;

/// <summary>A place in a semaphore, given back once.</summary>
public sealed class Admission(SemaphoreSlim places) : IDisposable
{
    private int _given;

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _given, 1) == 0) places.Release();
    }
}
