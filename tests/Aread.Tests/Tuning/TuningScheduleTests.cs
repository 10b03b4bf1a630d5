using Aread.Tuning;

namespace Aread.Tests.Tuning;

public sealed class TuningScheduleTests
{
    [Theory]
    [InlineData(1, new[] { 1 })]
    [InlineData(2, new[] { 1, 2 })]
    [InlineData(6, new[] { 1, 2, 4, 6 })]
    [InlineData(8, new[] { 1, 2, 4, 8 })]
    public void Each_rung_is_twice_as_long_and_the_last_is_the_most_there_may_be(int most, int[] limits) => Assert.Equal(limits, TuningSchedule.Limits(most));

    [Fact]
    public void The_better_half_goes_on_rounded_up_and_of_equals_the_first()
    {
        Assert.Equal([1, 2, 4], TuningSchedule.Survivors(Trials(0.5, 0.7, 0.6, 0.5, 0.6), last: false));
        Assert.Equal([0, 1], TuningSchedule.Survivors(Trials(0.6, 0.6, 0.6, 0.6), last: false));
        Assert.Equal([1], TuningSchedule.Survivors(Trials(0.5, 0.7, 0.7), last: true));
    }

    [Fact]
    public void What_diverged_never_goes_on()
    {
        Assert.Equal([1], TuningSchedule.Survivors(Trials(double.NaN, 0.5, double.NaN, double.NaN), last: false));
        Assert.Empty(TuningSchedule.Survivors(Trials(double.NaN, double.NaN), last: false));
    }

    [Theory]
    [InlineData(12, 20, 12 + 6 + 3 + 2 + 1)]
    [InlineData(12, 1, 12 + 1)]
    [InlineData(1, 20, 1)]
    public void Trainings_are_counted_before(int settings, int epochs, int trainings) => Assert.Equal(trainings, TuningSchedule.Trainings(settings, epochs));

    private static TuningTrial[] Trials(params double[] scores) =>
    [
        .. scores.Select((score, i) => new TuningTrial("DCN", new TuningSetting(0.1, i), "", "", 1, 1, double.IsNaN(score) ? null : score, double.IsNaN(score) ? "Diverged." : null, 1, null)),
    ];
}
