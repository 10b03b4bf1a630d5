using System.Text.Json;
using Aread.Distributed.Checkpoints;
using Aread.Host.Api;
using Aread.Host.Report;
using Aread.Host.Tests.Report;
using Aread.Testing;
using Aread.Training;

namespace Aread.Host.Tests.Api;

public sealed class DomainStandingTests
{
    private static readonly DomainChange AddNew = Change(1, DomainChangeKind.Add, "new"), PauseNew = Change(2, DomainChangeKind.Pause, "new"), ResumeNew = Change(3, DomainChangeKind.Resume, "new");

    [Fact]
    public void A_domain_that_came_is_new_until_it_was_searched()
    {
        Assert.Equal(new DomainStanding("new", 100), Standing("new", 4, [3], AddNew));
        Assert.Equal(new DomainStanding("trained", 100), Standing("new", 4, null, AddNew));
        Assert.Equal(new DomainStanding("trained", 100), Standing("new", 4, [], AddNew));
        Assert.Equal(new DomainStanding("trained", null), Standing("d1", 4, [3], AddNew));
    }

    [Fact]
    public void A_domain_is_paused_until_it_is_resumed()
    {
        Assert.Equal("paused", Standing("new", 4, [3], AddNew, PauseNew).State);
        Assert.Equal("new", Standing("new", 4, [3], AddNew, PauseNew, ResumeNew).State);
        Assert.Equal("paused", Standing("new", 4, null, AddNew, PauseNew, Change(3, DomainChangeKind.Append, "new")).State);
        Assert.Equal(new DomainStanding("paused", null), Standing("d0", 3, null, Change(1, DomainChangeKind.Pause, "d0")));
    }

    [Fact]
    public void One_that_was_removed_and_came_back_is_what_it_came_back_as()
    {
        DomainChange[] changes = [AddNew, PauseNew, Change(3, DomainChangeKind.Add, "other"), Change(4, DomainChangeKind.Remove, "new"), Change(5, DomainChangeKind.Add, "new")];
        Assert.Equal(new DomainStanding("new", 500), Standing("new", 5, [4], changes));
        Assert.Equal(new DomainStanding("trained", 300), Standing("other", 5, [4], changes));
        // With one of the first gone, the others have moved up.
        Assert.Equal(new DomainStanding("new", 300), Standing("other", 4, [2], [.. changes, Change(6, DomainChangeKind.Remove, "d0")]));
    }

    [Fact]
    public void Without_a_checkpoint_all_are_those_that_the_run_began_with() => Assert.Equal(new DomainStanding("trained", null), DomainStanding.At(null)("d0"));

    [Fact]
    public void A_summary_has_the_standing()
    {
        using var directory = new TemporaryDirectory();
        using var run = new SampleRun(4).Write(directory["runs"]);
        var data = ReportData.Load(run, run.ReadHistory());
        var name = data.Domains[0].Name;
        var summary = DomainSummary.AllOf(data, Checkpoint(4, null, Change(1, DomainChangeKind.Add, name), Change(2, DomainChangeKind.Pause, name))).Single(domain => domain.Name == name);
        Assert.Equal(("paused", 100L), (summary.State, summary.SinceStep));
    }

    private static DomainChange Change(int number, DomainChangeKind kind, string domain) => new(kind, domain, number * 100, "");

    private static DomainStanding Standing(string domain, int domains, int[]? unsettled, params DomainChange[] changes) => DomainStanding.At(Checkpoint(domains, unsettled, changes))(domain);

    private static CheckpointManifest Checkpoint(int domains, int[]? unsettled, params DomainChange[] changes) => CheckpointManifest.Create(
        7,
        JsonSerializer.SerializeToElement(new TrainingState { Changes = changes, Unsettled = unsettled }, AreadJson.Compact),
        [new CheckpointFile("dense", "", 0, ""), .. Enumerable.Range(0, domains).Select(domain => new CheckpointFile(DomainPart.Name(domain), "", 0, ""))]);
}
