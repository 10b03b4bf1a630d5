using Aread.Comparison;

namespace Aread.Distributed.Grains;

/// <summary>The latest progress of a training, told on its lane and read by its grain.</summary>
internal sealed class JobFeed : IProgress<ComparisonProgress>
{
    private readonly Lock _lock = new();
    private TaskCompletionSource _news = New();
    private (long Reports, ComparisonProgress Progress) _last = (0, new ComparisonProgress(0, 1, null));

    public (long Reports, ComparisonProgress Progress) Last
    {
        get
        {
            lock (_lock) return _last;
        }
    }

    public void Report(ComparisonProgress value)
    {
        TaskCompletionSource news;
        lock (_lock)
        {
            _last = (_last.Reports + 1, value);
            (news, _news) = (_news, New());
        }
        news.SetResult();
    }

    /// <summary>Ends when there are more reports than <paramref name="seen"/>.</summary>
    public Task NewsAsync(long seen)
    {
        lock (_lock) return _last.Reports > seen ? Task.CompletedTask : _news.Task;
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
