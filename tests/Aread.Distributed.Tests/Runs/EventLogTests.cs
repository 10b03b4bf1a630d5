using Aread.Distributed.Runs;
using Aread.Distributed.Storage;
using Aread.Testing;
using Aread.Training;

namespace Aread.Distributed.Tests.Runs;

public sealed class EventLogTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    private string Log => _directory["events.jsonl"];

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void A_writer_that_stood_still_while_it_was_replaced_takes_nothing_away_from_its_successor()
    {
        var asked = 0;
        using var old = new EventLog(Log, () => { if (asked++ > 1) throw new WriterReplacedException("replaced"); });
        old.Append(Event(1));
        using (var young = new EventLog(Log, () => { })) young.Append(Event(2));

        // When it was asked, the old one was still the writer; it is asked again before it does anything about lines that are not its own.
        Assert.Throws<WriterReplacedException>(() => old.Append(Event(3)));

        Assert.Equal([1, 2], EventLog.Read(Log).Select(happened => happened.Step));
    }

    [Fact]
    public void The_last_words_of_a_writer_that_was_replaced_are_passed_over()
    {
        using var old = new EventLog(Log, () => { });
        using var young = new EventLog(Log, () => { });
        young.Append(Started(attempt: 2));
        using (var late = new EventLog(Log, () => { })) late.Append(Event(9, attempt: 1));
        young.Append(Event(2, attempt: 2));

        Assert.Equal([0, 2], EventLog.Read(Log).Select(happened => happened.Step));
        using var next = new EventLog(Log, () => { });
        Assert.Equal(young.Count, next.Count);
    }

    private static StepsTaken Event(long step, long? attempt = null) => new(RunPhase.WarmUp, 1, 1, 2, 1, 16, 0.5, 0.1) { Step = step, Attempt = attempt };

    private static RunStarted Started(long attempt) => new("run", "data", 2, 10, 1, 1, 1) { Attempt = attempt };
}
