using System.Collections.Concurrent;
using Aread.Host.Progress;
using Spectre.Console;

namespace Aread.Host.Comparison;

/// <summary>How far many trainings are: a bar for the whole and one for each under way; a line for each that ended where the output is no terminal.</summary>
/// <param name="trainings">Of the whole, at most; those that had ended before too.</param>
internal sealed class TrainingsView(ProgramEnvironment environment, bool json, int trainings)
{
    private readonly ConcurrentDictionary<string, ProgressTask> _bars = [];
    private int _ended;

    public async Task<T> ShowAsync<T>(Func<Action<TrainingSign>, Task<T>> work)
    {
        if (json) return await work(static _ => { });
        if (!environment.Console.Profile.Out.IsTerminal) return await work(WriteLine);
        return await environment.Console.Progress()
            .AutoClear(true).HideCompleted(true)
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .StartAsync(async context =>
            {
                var whole = context.AddTask("trainings", maxValue: 1);
                return await work(sign => Draw(context, whole, sign));
            });
    }

    private void WriteLine(TrainingSign sign)
    {
        if (sign.Ended is { } ended) environment.Console.WriteLine(Line(ended, Interlocked.Increment(ref _ended)));
    }

    private void Draw(ProgressContext context, ProgressTask whole, TrainingSign sign)
    {
        var bar = _bars.GetOrAdd(sign.Name, _ => context.AddTask(sign.Name, maxValue: 1));
        if (sign.Progress is { } progress)
        {
            bar.Value = (double)progress.Epoch / progress.Epochs;
            bar.Description = $"{sign.Name}: {sign.Unit} {progress.Epoch}, valid DomainAUC {Figures.Score(progress.DomainAuc)}";
        }
        if (sign.Ended is not { } ended) return;
        bar.Value = 1;
        bar.StopTask();
        var number = Interlocked.Increment(ref _ended);
        whole.Value = (double)number / trainings;
        environment.Console.WriteLine(Line(ended, number));
    }

    private static string Line(string ended, int number) => $"{number,3}  {ended}";
}
