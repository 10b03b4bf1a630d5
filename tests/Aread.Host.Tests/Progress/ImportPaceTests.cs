using Aread.Data.Import;
using Aread.Host.Progress;

namespace Aread.Host.Tests.Progress;

public sealed class ImportPaceTests
{
    private readonly Clock _clock = new();

    [Fact]
    public void Rate_and_time_left_are_those_of_the_stage()
    {
        var pace = new ImportPace(_clock);

        Assert.Equal(("ratings, reading", 0.0), pace.Describe(new ImportProgress(ImportStage.Reading, 0, 0, "ratings")));
        _clock.Seconds = 10;
        Assert.Equal(("ratings, reading  2,000 rows/s  0:30 left", 0.25), pace.Describe(new ImportProgress(ImportStage.Reading, 20_000, 0.25, "ratings")));
        Assert.Equal(("ratings, sorting", 0.0), pace.Describe(new ImportProgress(ImportStage.Sorting, 0, 0, "ratings")));
        _clock.Seconds = 12;
        Assert.Equal(("ratings, sorting  500 rows/s  0:02 left", 0.5), pace.Describe(new ImportProgress(ImportStage.Sorting, 1_000, 0.5, "ratings")));
    }

    [Fact]
    public void Nothing_is_foretold_before_a_second_or_without_headway()
    {
        var pace = new ImportPace(_clock);

        pace.Describe(new ImportProgress(ImportStage.Reading, 0, 0));
        _clock.Seconds = 0.9;
        Assert.Equal("reading", pace.Describe(new ImportProgress(ImportStage.Reading, 10, 0.1)).What);
        _clock.Seconds = 5;
        Assert.Equal("reading", pace.Describe(new ImportProgress(ImportStage.Reading, 0, 0)).What);
    }

    private sealed class Clock : TimeProvider
    {
        public double Seconds { get; set; }

        public override long TimestampFrequency => 1_000_000;

        public override long GetTimestamp() => (long)(Seconds * TimestampFrequency);
    }
}
