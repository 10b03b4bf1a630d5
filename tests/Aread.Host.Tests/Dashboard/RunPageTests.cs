using Aread.Distributed.Runs;
using Aread.Host.Tests.Web;
using Aread.Training;
using Microsoft.Playwright;

namespace Aread.Host.Tests.Dashboard;

[Collection(nameof(RunsInBrowser))]
public sealed class RunPageTests(DashboardSite site)
{
    [Fact]
    public async Task A_run_is_followed_without_a_reload()
    {
        using var run = Begin(site.Server, "followed");
        await using var window = await site.OpenAsync();
        await window.GoAsync("/runs/followed");
        await window.Page.EvaluateAsync("document.body.dataset.same = 'yes'");
        await Assertions.Expect(window.Page.GetByText("warm-up 10 of 10")).ToBeVisibleAsync();

        run.AppendEvent(Stories.Steps(RunPhase.MaskedTraining, 1, 60, Stories.StepsPerEpoch, 70, 0.6123, Stories.At(10)));
        await Assertions.Expect(window.Page.GetByText("training 60 of 100")).ToBeVisibleAsync();
        await Assertions.Expect(Fact(window, "Loss")).ToHaveTextAsync("0.6123");
        await Assertions.Expect(Fact(window, "Samples per second")).ToHaveTextAsync("10,000");
        await Assertions.Expect(window.Page.GetByRole(AriaRole.Img, new() { Name = "Training loss: loss (nats per sample) over training steps" })).ToBeVisibleAsync();

        run.AppendEvent(new MaskFound(1, "toys", 1, 2, 10, 3, 0.6, 40, 12.5) { Waiting = ["sports"], Step = 70 });
        await Assertions.Expect(window.Page.GetByText("The mask search waits for sports.")).ToBeVisibleAsync();
        await Assertions.Expect(window.Row("toys")).ToContainTextAsync("12.5");

        run.AppendEvent(new RunRecovering("Silo cpu-node-2 was lost.") { Step = 70 });
        await Assertions.Expect(window.Page.GetByRole(AriaRole.Row).Filter(new() { HasText = "Silo cpu-node-2 was lost." })).ToContainTextAsync("recovery");
        await Assertions.Expect(Fact(window, "Recoveries")).ToHaveTextAsync("1");

        run.AppendEvent(new RunEnded(RunOutcome.Finished, "all epochs are done") { Step = 70 });
        await Assertions.Expect(window.Page.GetByText("all epochs are done")).ToBeVisibleAsync();
        Assert.Equal("yes", await window.Page.EvaluateAsync<string>("document.body.dataset.same"));
        Assert.Empty(window.Faults);
    }

    [Fact]
    public async Task Silos_are_shown_with_their_load()
    {
        await using var window = await site.OpenAsync();
        await window.GoAsync("/runs/aread");
        var silo = window.Page.GetByRole(AriaRole.Row).Filter(new() { HasText = "cpu-node-1" });
        foreach (var figure in new[] { "active", "74 %", "3.0 GiB", "5.0 GiB", "27" }) await Assertions.Expect(silo).ToContainTextAsync(figure);
    }

    [Fact]
    public async Task Who_operates_stops_a_run_after_being_asked_and_it_is_written_down()
    {
        var cluster = new ScriptedCluster();
        await using var server = await TestServer.StartClosedAsync(cluster);
        using var run = Begin(server, "first");
        await using var window = await site.OpenAsync(TestServer.OperateToken, server: server);
        await window.GoAsync("/runs/first");
        await Button(window, "Stop").ClickAsync();
        await Button(window, "No").ClickAsync();
        Assert.Empty(cluster.Asked);

        await Button(window, "Stop").ClickAsync();
        await Button(window, "Yes, stop").ClickAsync();
        await window.Page.WaitForURLAsync("**/runs/first");
        await Assertions.Expect(Button(window, "Stop")).ToBeVisibleAsync();
        Assert.Equal(["stop first"], cluster.Asked);
        Assert.Contains("Audit: operate POST /runs/first/stop: 302", server.Log);
        Assert.DoesNotContain("_blazor", server.Log);
    }

    [Fact]
    public async Task Who_may_only_look_is_offered_nothing_to_stop()
    {
        using var run = Begin(site.Server, "looked-at");
        await using var window = await site.OpenAsync();
        await window.GoAsync("/runs/looked-at");
        await Assertions.Expect(window.Page.GetByText("running", new() { Exact = true })).ToBeVisibleAsync();
        await Assertions.Expect(Button(window, "Stop")).ToHaveCountAsync(0);
    }

    private static RunDirectory Begin(TestServer server, string name)
    {
        var run = RunDirectory.Create(server.Directory["runs"], name, new RunDescription("/data/shop", "", "", 1, DateTimeOffset.UnixEpoch), new AreadOptions(), RunConflict.Refuse);
        foreach (var happened in Stories.Finished().Take(5)) run.AppendEvent(happened);
        return run;
    }

    private static ILocator Button(BrowserWindow window, string name) => window.Page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    private static ILocator Fact(BrowserWindow window, string name) => window.Page.Locator("dl > div").Filter(new() { Has = window.Page.Locator("dt").GetByText(name, new() { Exact = true }) }).Locator("dd");
}
