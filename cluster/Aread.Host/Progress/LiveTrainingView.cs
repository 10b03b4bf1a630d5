using Aread.Training;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Aread.Host.Progress;

/// <summary>A few lines that change in place, and above them the lines worth keeping.</summary>
internal sealed class LiveTrainingView(IAnsiConsole console) : ITrainingView
{
    private const int MinimalText = 20;

    public Task<TrainingProgress> ShowAsync(IAsyncEnumerable<TrainingProgress> run, CancellationToken stop)
    {
        var display = console.Live(new Text(""));
        display.AutoClear = true;
        return display.StartAsync(async live =>
        {
            var last = new TrainingProgress();
            await foreach (var progress in run)
            {
                last = progress;
                if (progress.Event is not StepsTaken && EventText.Describe(progress) is { } line) console.Write(Row(line));
                live.UpdateTarget(progress.Ended is null ? Draw(progress, stop.IsCancellationRequested) : new Text(""));
            }
            return last;
        });
    }

    // As wide as the console, so that nothing of what was drawn there before is left.
    private Grid Row(EventLine line)
    {
        const int gap = 2;
        var rest = Math.Max(MinimalText, console.Profile.Width - line.Time.Length - EventLine.WhatWidth - 2 * gap);
        return new Grid()
            .AddColumn(new GridColumn { Width = line.Time.Length, Padding = new Padding(0, 0, gap, 0) })
            .AddColumn(new GridColumn { Width = EventLine.WhatWidth, Padding = new Padding(0, 0, gap, 0) })
            .AddColumn(new GridColumn { Width = rest, Padding = new Padding(0) })
            .AddRow(new Text(line.Time), new Text(line.What), new Text(line.Text));
    }

    private static Rows Draw(TrainingProgress progress, bool stopping)
    {
        var figures = new Grid().AddColumns(4);
        figures.AddRow(Grey("loss"), Grey("samples/s"), Grey("valid DomainAUC"), Grey("time left"));
        figures.AddRow(
            new Text(Figures.Score(progress.Loss)),
            new Text(Figures.Count(progress.SamplesPerSecond)),
            new Text(progress.Valid is { } valid ? $"{Figures.Score(valid.Report.DomainAuc)} (best {Figures.Score(progress.BestValid?.Report.DomainAuc)})" : Figures.Unknown),
            new Text(progress.TimeLeft is { } left ? $"at most {Figures.Duration(left)}" : Figures.Unknown));
        foreach (var column in figures.Columns) column.Padding = new Padding(0, 0, 4, 0);
        var lines = new List<IRenderable> { new Text(""), new Markup(Headline(progress)), new ShareBar(progress.Done, progress.Total), figures };
        if (progress.Waiting.Count > 0) lines.Add(Grey($"waiting for {string.Join(", ", progress.Waiting)}"));
        if (stopping) lines.Add(new Markup($"[yellow]{StopNotice.Text}[/]"));
        return new Rows(lines);
    }

    private static string Headline(TrainingProgress progress)
    {
        var epoch = progress.Epoch > 0 && progress.Run is { } run ? $"   epoch {progress.Epoch} of {run.MaximumEpochs}" : "";
        var unit = progress.Phase == RunPhase.MaskSearch ? "domains" : "steps";
        var done = progress.Total > 0 ? $"   {progress.Done:N0} of {progress.Total:N0} {unit}" : "";
        return $"[bold]{Figures.Phase(progress.Phase)}[/]{epoch}{done}   step {progress.Event?.Step:N0}";
    }

    private static Text Grey(string text) => new(text, new Style(Color.Grey));
}
