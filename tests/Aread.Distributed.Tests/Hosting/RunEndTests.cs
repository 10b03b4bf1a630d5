using Aread.Distributed.Contracts;
using Aread.Distributed.Grains;
using Aread.Distributed.Hosting;
using Aread.Distributed.Runs;
using Aread.Testing;
using Aread.Training;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Core.Internal;

namespace Aread.Distributed.Tests.Hosting;

/// <summary>Whoever follows a run learns of its end, also if nobody is left who was there.</summary>
public sealed class RunEndTests : IAsyncLifetime
{
    private static readonly RecoveryOptions Recovery = new(TimeSpan.FromSeconds(2), TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(1));

    private readonly TemporaryDirectory _directory = new();
    private IHost? _silo;
    private IHost? _client;

    private IGrainFactory Grains => _client!.Services.GetRequiredService<IGrainFactory>();

    private IRunRegistryGrain Registry => Grains.GetGrain<IRunRegistryGrain>(0);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var options = new ClusterOptions { Directory = _directory["cluster"] };
        _silo = await ClusterHosts.StartSiloAsync(options, silo => silo.AddAread(SmallOptions.Create(), SiloRole.Cpu, Recovery).KeepRuns());
        _client = await ClusterHosts.StartClientAsync(options);
        await SmallDataset.CreateAsync(_directory["data"], 64, 40);
    }

    public async ValueTask DisposeAsync()
    {
        await _client!.StopAsync();
        await _silo!.StopAsync();
        _client.Dispose();
        _silo.Dispose();
        _directory.Dispose();
    }

    [Fact]
    public async Task A_follower_hears_of_the_end_from_a_coordinator_that_came_after_it()
    {
        var coordinator = Grains.GetGrain<ICoordinatorGrain>("run");
        await coordinator.StartAsync(Request(), StartMode.New);
        var told = await Follower("run").FollowAsync(0, Token).ToListAsync(Token);

        await coordinator.AsReference<IGrainManagementExtension>().DeactivateOnIdle(Token);
        await Eventually.IsTrueAsync(async () => (await coordinator.ReadEventsAsync(0, Token)).IsVacant, Token);

        var again = await Follower("run").FollowAsync(told.Count - 3, Token).ToListAsync(Token);
        Assert.Equal(told.TakeLast(3).Select(AreadJson.Write), again.Select(AreadJson.Write));
        Assert.IsType<RunEnded>(again[^1]);
    }

    [Fact]
    public async Task A_run_that_was_resumed_after_it_failed_is_followed_past_its_first_end()
    {
        var coordinator = Grains.GetGrain<ICoordinatorGrain>("run");
        await coordinator.StartAsync(Request(), StartMode.New);
        await coordinator.StopAsync();
        await Follower("run").FollowAsync(0, Token).ToListAsync(Token);
        using (var directory = RunDirectory.Resume(_directory["runs"], "run")) directory.AppendEvent(new RunEnded(RunOutcome.Failed, "The disk is full."));
        await coordinator.StartAsync(Request(), StartMode.Resume);
        var events = await Follower("run").FollowAsync(0, Token).ToListAsync(Token);

        Assert.Contains(events, happened => happened is RunEnded { Outcome: RunOutcome.Failed });
        Assert.Equal(RunOutcome.Finished, Assert.IsType<RunEnded>(events[^1]).Outcome);
    }

    [Fact]
    public async Task A_run_that_was_resumed_is_gone_on_with_though_its_grains_had_not_come()
    {
        var coordinator = Grains.GetGrain<ICoordinatorGrain>("run");
        await coordinator.StartAsync(Request(), StartMode.New);
        await coordinator.StopAsync();
        await Follower("run").FollowAsync(0, Token).ToListAsync(Token);
        await coordinator.AsReference<IGrainManagementExtension>().DeactivateOnIdle(Token);
        // As a coordinator leaves it that dies between taking the run in and its first event.
        using (var directory = RunDirectory.Resume(_directory["runs"], "run")) directory.AppendEvent(new RunResumed());
        await Registry.AdmitAsync("run", Request());

        var events = await Follower("run").FollowAsync(0, Token).ToListAsync(Token);

        Assert.Equal(RunOutcome.Finished, Assert.IsType<RunEnded>(events[^1]).Outcome);
    }

    [Fact]
    public async Task A_late_word_of_a_run_that_has_ended_changes_nothing()
    {
        await Registry.AdmitAsync("over", Request());
        await Registry.UpdateAsync(new RunStatus("over", "", "Test", 9, 0, nameof(RunOutcome.Finished)));
        await Registry.UpdateAsync(new RunStatus("over", "", "Evaluate", 8, 0, ""));
        Assert.Equal(nameof(RunOutcome.Finished), (await Registry.FindAsync("over"))!.Status.Outcome);
    }

    [Fact]
    public async Task A_run_that_nobody_can_go_on_with_is_given_up_with_the_reason()
    {
        await Registry.AdmitAsync("lost", Request());

        var failed = await Assert.ThrowsAsync<AreadException>(async () => await Follower("lost").FollowAsync(0, Token).ToListAsync(Token));

        Assert.Contains("lost", failed.Message);
        Assert.Contains(_directory["runs"], failed.Message);
        var entry = await Registry.FindAsync("lost");
        Assert.Equal((false, nameof(RunOutcome.Failed)), (entry!.IsWanted, entry.Status.Outcome));
        Assert.Empty(await Registry.ListWantedAsync());
    }

    private RunFollower Follower(string run) => new(Grains, run, TimeSpan.FromMinutes(1), TimeProvider.System);

    private RunRequest Request() => new(_directory["runs"], _directory["data"], AreadJson.Write(SmallOptions.Create()));
}
