using System.Text.Json;
using Aread.Host.Progress;
using Aread.Training;

namespace Aread.Host.Tests.Progress;

public sealed class TrainingViewTests
{
    [Fact]
    public async Task Redirected_output_is_plain_lines()
    {
        var text = await ShowAsync(writer => new PlainTrainingView(CaughtConsole.On(writer, 160)));
        Assert.DoesNotContain('\e', text);
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.All(lines, line => Assert.InRange(line.Length, 20, 110));
        Assert.Contains(lines, line => line.EndsWith("training  epoch 1/2  step     60   50%  loss 0.6000   10,000 samples/s  at most 0:21 left"));
        Assert.Contains(lines, line => line.EndsWith("round 1: 2 domains keep 35.0 edges on average"));
        Assert.Contains(lines, line => line.Contains("epoch 1  valid DomainAUC 0.7500") && line.EndsWith("best"));
        Assert.Contains("finished", lines[^1]);
    }

    [Theory]
    [InlineData(80)]
    [InlineData(100)]
    public async Task A_terminal_shows_figures_that_change_in_place(int width)
    {
        var text = await ShowAsync(writer => new LiveTrainingView(CaughtConsole.On(writer, width, isTerminal: true)));
        Assert.Contains("time left", text);
        Assert.Contains("at most 0:21", text);
        Assert.Contains("0.7400 (best 0.7500)", text);
        Assert.Contains("mask search", text);
        Assert.Contains("\e[", text);
    }

    [Fact]
    public async Task Json_is_an_event_a_line()
    {
        using var errors = new StringWriter();
        var text = await ShowAsync(writer => new JsonTrainingView(writer, CaughtConsole.On(errors)));
        var events = text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonSerializer.Deserialize<RunEvent>(line, AreadJson.Compact));
        Assert.Equivalent(Stories.Finished(), events);
        Assert.Empty(errors.ToString());
    }

    [Fact]
    public async Task A_request_to_stop_is_answered_at_once()
    {
        using var stop = new CancellationTokenSource();
        using var writer = new StringWriter();
        await new PlainTrainingView(CaughtConsole.On(writer)).ShowAsync(StoppingAsync(stop), stop.Token);
        Assert.Contains(StopNotice.Text, writer.ToString());
    }

    private static async Task<string> ShowAsync(Func<TextWriter, ITrainingView> view)
    {
        using var writer = new StringWriter();
        var last = await view(writer).ShowAsync(TrainingProgress.FollowAsync(EventsAsync()), CancellationToken.None);
        Assert.NotNull(last.Ended);
        return writer.ToString();
    }

    private static async IAsyncEnumerable<RunEvent> EventsAsync()
    {
        foreach (var happened in Stories.Finished())
        {
            await Task.Yield();
            yield return happened;
        }
    }

    private static async IAsyncEnumerable<TrainingProgress> StoppingAsync(CancellationTokenSource stop)
    {
        await stop.CancelAsync();
        yield return new TrainingProgress().With(new RunEnded(RunOutcome.Stopped, "stopped on request"));
    }
}
