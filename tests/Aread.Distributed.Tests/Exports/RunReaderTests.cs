using Aread.Distributed.Checkpoints;
using Aread.Distributed.Exports;
using Aread.Distributed.Runs;
using Aread.Hemp;
using Aread.Testing;
using Aread.Training;

namespace Aread.Distributed.Tests.Exports;

/// <summary>Readers of a run that is under way.</summary>
public sealed class RunReaderTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task A_checkpoint_that_is_replaced_while_it_is_read_gives_way_to_its_successor()
    {
        await using var run = await ServedRun.TrainAsync(_directory, SmallOptions.Create());
        using var writer = RunDirectory.Resume(run.Runs, ServedRun.Name);
        var found = new List<string>();

        var exported = await RunReader.ReadAsync(run.Runs, ServedRun.Name, null, async checkpoint =>
        {
            found.Add(checkpoint.Sha256);
            if (found.Count == 1) await ReplaceAsync(writer.Checkpoints);
        }, Token);

        Assert.Equal([found[0], exported.Manifest.Checkpoint], found);
        Assert.NotEqual(found[0], found[1]);
        Assert.DoesNotContain(exported.Manifest.Features.Domains[0].Mask!, level => level.Contains('0'));
    }

    [Fact]
    public async Task A_checkpoint_of_which_a_file_is_missing_is_no_reason_to_try_again()
    {
        await using var run = await ServedRun.TrainAsync(_directory, SmallOptions.Create());
        using var reader = RunDirectory.Open(run.Runs, ServedRun.Name);
        var best = reader.Checkpoints.TryRead(SavePoint.Best)!;
        File.Delete(Path.Combine(reader.Checkpoints.Directory, best.Find(DomainPart.Name(1)).File));
        var tries = 0;

        var fault = await Assert.ThrowsAnyAsync<AreadException>(() => RunReader.ReadAsync(run.Runs, ServedRun.Name, null, _ =>
        {
            tries++;
            return Task.CompletedTask;
        }, Token));

        Assert.Equal(1, tries);
        Assert.Contains("The checkpoint file is missing or was altered", fault.Message, StringComparison.Ordinal);
    }

    /// <summary>Puts checkpoints in the place of both in which the first domain has no mask; the file with its mask is deleted.</summary>
    private static async Task ReplaceAsync(CheckpointStore store)
    {
        var (latest, best) = (store.TryRead(SavePoint.Latest)!, store.TryRead(SavePoint.Best)!);
        var state = await DomainPart.ReadAsync(store, best.Find(DomainPart.Name(0)), Token);
        Assert.Contains('0', state.Mask!);
        var file = await DomainPart.WriteAsync(store, 0, state with { Mask = null }, Token);
        await store.ReplaceAsync(Next(latest), Next(best), Token, events: 0);
        Assert.False(File.Exists(Path.Combine(store.Directory, best.Find(file.Part).File)));

        CheckpointManifest Next(CheckpointManifest before) =>
            CheckpointManifest.Create(before.Step, before.State, before.Files.Select(kept => kept.Part == file.Part ? file : kept));
    }
}
