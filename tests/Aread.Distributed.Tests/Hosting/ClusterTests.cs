using System.Net;
using Aread.Distributed.Hosting;
using Aread.Testing;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime;
using Orleans.Runtime.MembershipService.SiloMetadata;
using Orleans.Storage;

namespace Aread.Distributed.Tests.Hosting;

/// <summary>What holds for a cluster wherever it is kept. Each provider has a class of its own.</summary>
public abstract class ClusterTests
{
    private const string GrainType = "count";

    protected abstract Task<ClusterOptions> OptionsAsync();

    [Fact]
    public async Task Two_silos_and_a_client_find_each_other()
    {
        var options = await OptionsAsync();
        var stop = TestContext.Current.CancellationToken;
        await ClusterHosts.RunPairAsync(options, options with { Role = SiloRole.Gpu }, async (one, _, client) =>
        {
            var management = client.GetGrain<IManagementGrain>(0);
            await Eventually.IsTrueAsync(async () => (await management.GetHosts(onlyActive: true)).Count == 2, stop);
            var silos = (await management.GetHosts(onlyActive: true)).Keys;
            var metadata = one.Services.GetRequiredService<ISiloMetadataCache>();
            await Eventually.IsTrueAsync(() => Task.FromResult(silos.All(silo => metadata.GetSiloMetadata(silo).Role() is not null)), stop);
            Assert.Equal([SiloRole.Cpu, SiloRole.Gpu], silos.Select(silo => metadata.GetSiloMetadata(silo).Role()).Order());

            var places = new HashSet<string>();
            for (var key = 0; places.Count < 2; key++) places.Add(await client.GetGrain<ICounterGrain>($"place-{key}").WhereAsync());
            Assert.Equal(4 << 20, (await client.GetGrain<ICounterGrain>("place-0").BytesAsync(4 << 20)).Length);
        });
        var listed = await ClusterDirectory.ReadAsync(options, TimeProvider.System, stop);
        Assert.Equal(["dead", "dead"], listed.Select(silo => silo.Status));
        Assert.Equal([SiloRole.Cpu, SiloRole.Gpu], listed.Select(silo => silo.Role!.Value).Order());
    }

    [Fact]
    public async Task State_outlives_the_silos()
    {
        var options = await OptionsAsync();
        foreach (var expected in new[] { 1, 2 })
        {
            using var silo = await ClusterHosts.StartSiloAsync(options);
            Assert.Equal(expected, await silo.Services.GetRequiredService<IGrainFactory>().GetGrain<ICounterGrain>("kept").AddAsync());
            await silo.StopAsync(TestContext.Current.CancellationToken);
        }
    }

    [Fact]
    public async Task Who_knows_an_old_state_cannot_write()
    {
        using var silo = await ClusterHosts.StartSiloAsync(await OptionsAsync());
        var storage = silo.Services.GetRequiredKeyedService<IGrainStorage>(RunStore.Name);
        foreach (var id in new[] { GrainId.Create("counter", "text/key"), GrainId.Create(Orleans.Runtime.GrainType.Create("counter"), GrainIdKeyExtensions.CreateIntegerKey(7)) })
        {
            var first = new GrainState<CounterState>(new CounterState(1));
            var second = new GrainState<CounterState>(new CounterState(2));
            await storage.WriteStateAsync(GrainType, id, first);
            await Assert.ThrowsAsync<InconsistentStateException>(() => storage.WriteStateAsync(GrainType, id, second));

            await storage.ReadStateAsync(GrainType, id, second);
            Assert.Equal((1, true), (second.State!.Count, second.RecordExists));
            second.State = new CounterState(3);
            await storage.WriteStateAsync(GrainType, id, second);
            await Assert.ThrowsAsync<InconsistentStateException>(() => storage.WriteStateAsync(GrainType, id, first));
            await Assert.ThrowsAsync<InconsistentStateException>(() => storage.ClearStateAsync(GrainType, id, first));

            await storage.ClearStateAsync(GrainType, id, second);
            Assert.False(second.RecordExists);
            await storage.ReadStateAsync(GrainType, id, first);
            Assert.Equal((0, false), (first.State!.Count, first.RecordExists));
            await storage.WriteStateAsync(GrainType, id, first);
        }
        await silo.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Of_two_changes_of_one_membership_one_is_refused()
    {
        var stop = TestContext.Current.CancellationToken;
        using var silo = await ClusterHosts.StartSiloAsync(await OptionsAsync());
        var table = silo.Services.GetRequiredService<IMembershipTable>();
        var before = await table.ReadAllAsync(stop);
        var mine = before.Members.Single();
        var stranger = new MembershipEntry
        {
            SiloAddress = SiloAddress.New(IPAddress.Loopback, 1, mine.Item1.SiloAddress.Generation),
            SiloName = "stranger",
            HostName = "elsewhere",
            Status = SiloStatus.Dead,
            StartTime = mine.Item1.StartTime,
            IAmAliveTime = mine.Item1.IAmAliveTime,
        };
        Assert.True(await table.InsertRowAsync(stranger, before.Version.Next(), stop));
        Assert.False(await table.InsertRowAsync(stranger, before.Version.Next(), stop));
        Assert.False(await table.UpdateRowAsync(stranger, mine.Item2, before.Version.Next(), stop));

        var after = await table.ReadAllAsync(stop);
        Assert.Equal((before.Version.Version + 1, 2), (after.Version.Version, after.Members.Count));
        Assert.False(await table.InsertRowAsync(stranger, after.Version.Next(), stop));
        var row = await table.ReadRowAsync(stranger.SiloAddress, stop);
        Assert.Equal(mine.Item1.StartTime, row.Members.Single().Item1.StartTime, TimeSpan.FromMilliseconds(1));
        stranger.AddSuspector(mine.Item1.SiloAddress, stranger.StartTime);
        Assert.True(await table.UpdateRowAsync(stranger, row.Members.Single().Item2, row.Version.Next(), stop));
        await table.UpdateIAmAliveAsync(mine.Item1, stop);
        var last = await table.ReadAllAsync(stop);
        Assert.Equal(after.Version.Version + 1, last.Version.Version);
        Assert.Single(last.TryGet(stranger.SiloAddress)!.Item1.SuspectTimes!);

        await table.CleanupDefunctSiloEntriesAsync(DateTimeOffset.UtcNow.AddHours(1), stop);
        Assert.Equal(mine.Item1.SiloAddress, (await table.ReadAllAsync(stop)).Members.Single().Item1.SiloAddress);
        await silo.StopAsync(stop);
    }
}
