using System.Text.Json;
using Aread.Distributed.Checkpoints;
using Aread.Distributed.Storage;
using Aread.Testing;
using Aread.Training;

namespace Aread.Distributed.Tests.Checkpoints;

/// <summary>A writer that was replaced, and does not know it, changes no checkpoint; an interrupted commit is whole or not there.</summary>
public sealed class FencingTests : IDisposable
{
    private static readonly JsonElement State = JsonElement.Parse("{}");

    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_writer_that_was_replaced_cannot_commit()
    {
        var (old, young) = (Store(attempt: 1), Store(attempt: 2));
        old.BeginWriting();
        await CommitAsync(old, 1);
        young.BeginWriting();
        var committed = await CommitAsync(young, 2);

        await Assert.ThrowsAsync<WriterReplacedException>(() => CommitAsync(old, 3));

        Assert.Equal(committed.Sha256, Store().TryRead(SavePoint.Latest)!.Sha256);
    }

    [Fact]
    public async Task Nor_after_its_number_was_taken_and_cleared_away()
    {
        var (old, young) = (Store(attempt: 1), Store(attempt: 2));
        old.BeginWriting();
        young.BeginWriting();
        for (var step = 1; step <= 5; step++) await CommitAsync(young, step);
        var late = await old.WritePartAsync("late", [new("w", [1], [1f])], null, Token);

        await Assert.ThrowsAsync<WriterReplacedException>(() => old.CommitAsync(SavePoint.Latest, 9, State, [late], Token));

        var latest = Store().TryRead(SavePoint.Latest)!;
        Assert.Equal(5, latest.Step);
        await Store().ReadPartAsync(latest.Files[0], Token);
    }

    [Fact]
    public async Task Of_two_that_think_they_may_commit_one_does()
    {
        CheckpointStore[] stores = [.. Enumerable.Range(1, 6).Select(attempt => Store(attempt))];
        foreach (var store in stores) store.BeginWriting();

        var outcomes = await Task.WhenAll(stores.Select(async (store, i) =>
        {
            try
            {
                await CommitAsync(store, i + 1);
                return true;
            }
            catch (WriterReplacedException)
            {
                return false;
            }
        }));

        Assert.Single(outcomes, won => won);
    }

    [Fact]
    public async Task A_commit_whose_pointer_was_not_written_counts_and_is_mended()
    {
        var store = Store();
        var first = await CommitAsync(store, 1);
        var pointer = _directory["checkpoint", "manifest.json"];
        var before = await File.ReadAllBytesAsync(pointer, Token);
        var second = await CommitAsync(Store(kept: 2), 2);
        await File.WriteAllBytesAsync(pointer, before, Token);

        Assert.NotEqual(first.Sha256, second.Sha256);
        Assert.Equal(second.Sha256, Store().TryRead(SavePoint.Latest)!.Sha256);
        Store().BeginWriting();
        Assert.Contains(second.Sha256, await File.ReadAllTextAsync(pointer, Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Events_that_led_to_the_latest_checkpoint_are_not_those_of_a_best_one_that_came_after()
    {
        var store = Store();
        var file = await store.WritePartAsync("p", [new("w", [1], [1f])], null, Token);
        await store.CommitAsync(SavePoint.Latest, 1, State, [file], Token, events: 10);
        await store.CommitAsync(SavePoint.Best, 2, State, [file], Token, events: 20);

        Assert.Equal(10, Store().LatestEvents());
    }

    [Fact]
    public async Task The_last_checkpoints_and_the_best_are_kept_with_their_files()
    {
        var store = Store(kept: 2);
        await CommitAsync(store, 1, best: true);
        for (var step = 2; step <= 5; step++) await CommitAsync(store, step);

        Assert.Equal(["p-1", "p-4", "p-5"], Directory.GetFiles(_directory["checkpoint"], "*.safetensors").Select(path => Path.GetFileName(path)[..3]).Order());
        Store().RemoveUnreferenced();
        Assert.Equal(3, Directory.GetFiles(_directory["checkpoint"], "*.safetensors").Length);
        Assert.Equal(1, Store().TryRead(SavePoint.Best)!.Step);
    }

    [Fact]
    public async Task A_checkpoint_of_a_program_without_commits_is_read_and_gone_on_from()
    {
        var store = Store();
        var old = await CommitAsync(store, 1);
        Directory.Delete(_directory["checkpoint", "commits"], recursive: true);

        Assert.Equal(old.Sha256, Store().TryRead(SavePoint.Latest)!.Sha256);
        Assert.Equal(2, (await CommitAsync(Store(), 2)).Step);
        Assert.Single(Directory.GetFiles(_directory["checkpoint"], "*.safetensors"));
    }

    private CheckpointStore Store(long attempt = 1, int kept = 1) => new(_directory["checkpoint"]) { Attempt = attempt, Kept = kept };

    private static async Task<CheckpointManifest> CommitAsync(CheckpointStore store, int step, bool best = false)
    {
        var file = await store.WritePartAsync($"p-{step}", [new("w", [1], [step])], null, Token);
        if (best) await store.CommitAsync(SavePoint.Best, step, State, [file], Token);
        return await store.CommitAsync(SavePoint.Latest, step, State, [file], Token);
    }
}
