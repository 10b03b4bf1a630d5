using Aread.Distributed.Runs;
using Aread.Host.Tests.Web;
using Aread.Training;
using Microsoft.Playwright;

namespace Aread.Host.Tests.Dashboard;

[Collection(nameof(RunsInBrowser))]
public sealed class RunsPageTests(DashboardSite site)
{
    [Fact]
    public async Task Runs_are_listed_and_a_new_one_appears_by_itself()
    {
        await using var window = await site.OpenAsync();
        await window.GoAsync("/");
        await Assertions.Expect(window.Row("aread")).ToContainTextAsync("finished");
        using var run = RunDirectory.Create(site.Server.Directory["runs"], "begun-later", new RunDescription("/data/shop", "", "", 1, DateTimeOffset.UnixEpoch), new AreadOptions(), RunConflict.Refuse);
        run.AppendEvent(Stories.Begun("begun-later"));
        run.AppendEvent(new PhaseStarted(RunPhase.WarmUp, 0, 0));
        await Assertions.Expect(window.Row("begun-later")).ToContainTextAsync("warm-up");
        await Assertions.Expect(window.Row("begun-later")).ToContainTextAsync("running");
        Assert.Empty(window.Faults);
        Assert.Empty(window.AskedElsewhere);
    }
}
