using Spectre.Console;

namespace Aread.Host.Progress;

/// <summary>Every event as a line of JSON, the form of <c>events.jsonl</c>.</summary>
internal sealed class JsonTrainingView(TextWriter output, IAnsiConsole errors) : ITrainingView
{
    public async Task<TrainingProgress> ShowAsync(IAsyncEnumerable<TrainingProgress> run, CancellationToken stop)
    {
        using var notice = stop.Register(() => errors.WriteLine(StopNotice.Text));
        var last = new TrainingProgress();
        await foreach (var progress in run)
        {
            last = progress;
            JsonOutput.WriteLine(output, progress.Event);
        }
        return last;
    }
}
