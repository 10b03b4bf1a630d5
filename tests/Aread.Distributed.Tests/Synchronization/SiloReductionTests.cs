using Aread.Distributed.Contracts;
using Aread.Distributed.Synchronization;
using Aread.Training;

namespace Aread.Distributed.Tests.Synchronization;

public sealed class SiloReductionTests
{
    private readonly SiloReduction _reduction = new();

    [Fact]
    public void The_grain_that_adds_the_last_batch_gets_the_gradient_of_all()
    {
        var stamp = new StepStamp(1, 0, 5);

        Assert.Null(_reduction.Add("run", stamp, 3, [Result(1), Result(2)]));
        var sum = _reduction.Add("run", stamp, 3, [Result(6)])!;

        Assert.Equal(3, sum.Batches);
        Assert.Equal([3f], sum.Mean());
    }

    [Fact]
    public void What_another_step_or_attempt_left_behind_is_not_added()
    {
        Assert.Null(_reduction.Add("run", new StepStamp(1, 0, 5), 2, [Result(100)]));

        Assert.Null(_reduction.Add("run", new StepStamp(2, 0, 5), 2, [Result(1)]));
        Assert.Equal([2f], _reduction.Add("run", new StepStamp(2, 0, 5), 2, [Result(3)])!.Mean());
    }

    [Fact]
    public void Runs_do_not_meet()
    {
        var stamp = new StepStamp(1, 0, 5);

        Assert.Null(_reduction.Add("first", stamp, 2, [Result(1)]));
        Assert.Equal([7f], _reduction.Add("second", stamp, 1, [Result(7)])!.Mean());
    }

    private static StepResult Result(float gradient) => new(0.5, 1, [gradient], [true], [], [], [], [], []);
}
