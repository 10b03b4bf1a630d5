using Aread.Hemp;

namespace Aread.Tests.Hemp;

public sealed class MaskReportTests
{
    private const string Scored = """{"round":1,"step":9,"winner":0,"candidates":[{"score":0.4,"start":["1","1"],"mask":["1","1"]}]}""";

    [Fact]
    public void Searches_without_halving_are_read_and_written_as_before_there_was_any()
    {
        var search = AreadJson.Read<MaskSearchReport>(Scored);
        Assert.Equal(0.4, search.Candidates[0].Score);
        Assert.Equal(0, search.Dropped);
        Assert.Equal(Scored, AreadJson.Write(search));
    }

    [Fact]
    public void A_dropped_candidate_is_read_back_and_stays_in_the_history()
    {
        var search = AreadJson.Read<MaskSearchReport>(Scored);
        search = search with { Candidates = [.. search.Candidates, new(null, ["1", "1"], ["1", "1"], DroppedAfter: 2)] };
        var kept = AreadJson.Read<MaskSearchReport>(AreadJson.Write(search.WithoutLosers()));
        Assert.Equal(1, kept.Dropped);
        Assert.Null(kept.Candidates[1].Score);
        Assert.Equal(2, kept.Candidates[1].DroppedAfter);
    }
}
