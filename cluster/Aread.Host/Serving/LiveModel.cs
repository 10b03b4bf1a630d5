using System.Diagnostics;
using Aread.Distributed.Exports;

namespace Aread.Host.Serving;

/// <summary>The model that answers. Another can take its place while requests are under way: these end on the one they began on.</summary>
internal sealed class LiveModel : IAsyncDisposable
{
    private readonly Lock _lock = new();
    private Hold _current;

    public LiveModel(ModelService first)
    {
        _current = new Hold(first);
        ServingTelemetry.Add(this);
    }

    public ExportManifest Manifest => Current.Model.Manifest;

    /// <summary>How long the model of now has answered.</summary>
    public TimeSpan Age => Stopwatch.GetElapsedTime(Current.Since);

    private Hold Current
    {
        get
        {
            lock (_lock) return _current;
        }
    }

    /// <summary>Does what it is given with the model of now, which stays until it is done.</summary>
    public async Task<T> UseAsync<T>(Func<ModelService, Task<T>> use)
    {
        var hold = Take();
        try
        {
            return await use(hold.Model);
        }
        finally
        {
            Release(hold);
        }
    }

    /// <summary>From now on this model answers. Ends when the one before is used no more, and its memory is free.</summary>
    public Task ReplaceAsync(ModelService next)
    {
        Hold before;
        lock (_lock) (before, _current) = (_current, new Hold(next));
        return EndAsync(before);
    }

    /// <summary>To be called when no other call is under way.</summary>
    public ValueTask DisposeAsync()
    {
        ServingTelemetry.Remove(this);
        return new ValueTask(EndAsync(Current));
    }

    private Hold Take()
    {
        lock (_lock)
        {
            _current.Users++;
            return _current;
        }
    }

    private void Release(Hold hold)
    {
        bool isLast;
        lock (_lock) isLast = --hold.Users == 0;
        if (isLast) hold.Unused.SetResult();
    }

    private async Task EndAsync(Hold hold)
    {
        Release(hold);
        await hold.Unused.Task;
        await hold.Model.DisposeAsync();
    }

    /// <summary>A model and those who use it: this class itself while the model is the one of now, and every request that began on it.</summary>
    private sealed class Hold(ModelService model)
    {
        public ModelService Model => model;

        public long Since { get; } = Stopwatch.GetTimestamp();

        public int Users { get; set; } = 1;

        public TaskCompletionSource Unused { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
