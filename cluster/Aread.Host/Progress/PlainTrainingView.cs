using Spectre.Console;

namespace Aread.Host.Progress;

/// <summary>Lines that only ever follow one another, for files and pipes.</summary>
internal sealed class PlainTrainingView(IAnsiConsole console) : ITrainingView
{
    public async Task<TrainingProgress> ShowAsync(IAsyncEnumerable<TrainingProgress> run, CancellationToken stop)
    {
        using var notice = stop.Register(() => console.WriteLine(StopNotice.Text));
        var last = new TrainingProgress();
        await foreach (var progress in run)
        {
            last = progress;
            if (EventText.Describe(progress) is { } line) console.Profile.Out.Writer.WriteLine(line);
        }
        return last;
    }
}
