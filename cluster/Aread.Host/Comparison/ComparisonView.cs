using System.Collections.Concurrent;
using Aread.Comparison;
using Aread.Host.Progress;
using Spectre.Console;

namespace Aread.Host.Comparison;

/// <summary>How far a comparison is: a bar for the whole and one for each training under way; a line for each that ended where the output is no terminal.</summary>
/// <param name="trainings">Of the whole, those that had ended before too.</param>
internal sealed class ComparisonView(ProgramEnvironment environment, bool json, int trainings)
{
    private readonly ConcurrentDictionary<(string System, long Seed), ProgressTask> _bars = [];
    private int _ended;

    public async Task<IReadOnlyList<ComparisonResult>> ShowAsync(Func<Action<ComparisonEvent>, Task<IReadOnlyList<ComparisonResult>>> work)
    {
        if (json) return await work(static _ => { });
        if (!environment.Console.Profile.Out.IsTerminal) return await work(WriteLine);
        return await environment.Console.Progress()
            .AutoClear(true).HideCompleted(true)
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .StartAsync(async context =>
            {
                var whole = context.AddTask("trainings", maxValue: 1);
                return await work(happened => Draw(context, whole, happened));
            });
    }

    private void WriteLine(ComparisonEvent happened)
    {
        if (happened.Result is { } result) environment.Console.WriteLine(Line(result, Interlocked.Increment(ref _ended)));
    }

    private void Draw(ProgressContext context, ProgressTask whole, ComparisonEvent happened)
    {
        var key = (happened.System, happened.Seed);
        var bar = _bars.GetOrAdd(key, _ => context.AddTask($"{happened.System}, seed {happened.Seed}", maxValue: 1));
        if (happened.Progress is { } progress)
        {
            bar.Value = (double)progress.Epoch / progress.Epochs;
            bar.Description = $"{happened.System}, seed {happened.Seed}: epoch {progress.Epoch}, valid DomainAUC {Figures.Score(progress.DomainAuc)}";
        }
        if (happened.Result is not { } result) return;
        bar.Value = 1;
        bar.StopTask();
        var ended = Interlocked.Increment(ref _ended);
        whole.Value = (double)ended / trainings;
        environment.Console.WriteLine(Line(result, ended));
    }

    private static string Line(ComparisonResult result, int ended) =>
        $"{ended,3}  {result.System,-9} seed {result.Seed}: DomainAUC {Figures.Score(result.Score.Test.DomainAuc)}, {result.Score.Epochs} epochs, {Figures.Duration(TimeSpan.FromSeconds(result.Seconds))}";
}
