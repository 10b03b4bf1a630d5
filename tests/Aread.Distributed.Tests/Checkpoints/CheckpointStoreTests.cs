using System.Text.Json;
using Aread.Data;
using Aread.Distributed.Checkpoints;
using Aread.Distributed.Tests.Storage;
using Aread.Testing;
using Aread.Training;

namespace Aread.Distributed.Tests.Checkpoints;

public sealed class CheckpointStoreTests : IDisposable
{
    private static readonly JsonElement State = JsonElement.Parse("""{"phase": "WarmUp", "best": 0.5, "name": "K\u00fcche <&>"}""");

    private readonly TemporaryDirectory _directory = new();
    private readonly CheckpointStore _store;

    public CheckpointStoreTests() => _store = new CheckpointStore(_directory["checkpoint"]);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void Has_nothing_before_the_first_commit() => Assert.Null(_store.TryRead(SavePoint.Latest));

    [Fact]
    public async Task Reads_back_what_was_committed()
    {
        var written = await _store.CommitAsync(SavePoint.Latest, 7, State, [await Part("b", 2), await Part("a", 1)], Token);
        var read = new CheckpointStore(_directory["checkpoint"]).TryRead(SavePoint.Latest)!;
        Assert.Equal(written.Sha256, read.Sha256);
        Assert.Equal(7, read.Step);
        Assert.Equal(["a", "b"], read.Files.Select(file => file.Part));
        Assert.Equal("Küche <&>", read.State.GetProperty("name").GetString());
        var weight = (await _store.ReadPartAsync(read.Find("b"), Token))["weight"];
        Assert.Equal([2f], weight.Floats);
        Assert.Null(_store.TryRead(SavePoint.Best));
    }

    [Fact]
    public async Task Equal_contents_give_equal_files_and_hashes_and_other_contents_do_not()
    {
        var first = await _store.CommitAsync(SavePoint.Latest, 7, State, [await Part("a", 1), await Part("b", 2)], Token);
        var elsewhere = new CheckpointStore(_directory["elsewhere"]);
        var second = await elsewhere.CommitAsync(SavePoint.Best, 7, State, [await Part("b", 2, elsewhere), await Part("a", 1, elsewhere)], Token);
        Assert.Equal(first.Files, second.Files);
        Assert.Equal(first.Sha256, second.Sha256);

        var hashes = new HashSet<string> { first.Sha256 };
        Assert.True(hashes.Add((await elsewhere.CommitAsync(SavePoint.Best, 8, State, second.Files, Token)).Sha256));
        Assert.True(hashes.Add((await elsewhere.CommitAsync(SavePoint.Best, 7, JsonElement.Parse("{}"), second.Files, Token)).Sha256));
        Assert.True(hashes.Add((await elsewhere.CommitAsync(SavePoint.Best, 7, State, [await Part("a", 1, elsewhere), await Part("b", 3, elsewhere)], Token)).Sha256));
    }

    [Fact]
    public async Task Deletes_the_files_that_only_the_replaced_checkpoint_named()
    {
        CheckpointFile shared = await Part("shared", 1), old = await Part("a", 1), waiting = await Part("next", 5);
        await _store.CommitAsync(SavePoint.Latest, 1, State, [shared, old], Token);
        await _store.CommitAsync(SavePoint.Best, 1, State, [shared], Token);
        var young = await Part("a", 2);
        await _store.CommitAsync(SavePoint.Latest, 2, State, [young], Token);
        Assert.Equal([.. new[] { "best.json", "manifest.json", shared.File, young.File, waiting.File }.Order()], FilesOnDisk());

        File.WriteAllText(_directory["checkpoint", ".abc.tmp"], "half");
        _store.RemoveUnreferenced();
        Assert.Equal([.. new[] { "best.json", "manifest.json", shared.File, young.File }.Order()], FilesOnDisk());
    }

    [Fact]
    public async Task Refuses_an_altered_a_shorter_and_a_missing_file()
    {
        var file = await Part("a", 1);
        var path = _directory["checkpoint", file.File];
        var bytes = File.ReadAllBytes(path);
        bytes[^1] ^= 1;
        File.WriteAllBytes(path, bytes);
        Assert.Contains("SHA-256", (await Assert.ThrowsAsync<DataFormatException>(() => _store.ReadPartAsync(file, Token))).Message);
        File.WriteAllBytes(path, bytes[..^1]);
        Assert.Contains($"{file.Bytes}", (await Assert.ThrowsAsync<DataFormatException>(() => _store.ReadPartAsync(file, Token))).Message);
        File.Delete(path);
        Assert.Contains("not there", (await Assert.ThrowsAsync<DataFormatException>(() => _store.ReadPartAsync(file, Token))).Message);
    }

    [Fact]
    public async Task Refuses_to_commit_a_part_that_is_not_there()
    {
        var first = await _store.CommitAsync(SavePoint.Latest, 1, State, [await Part("a", 1)], Token);
        var gone = await Part("a", 2);
        File.Delete(_directory["checkpoint", gone.File]);
        await Assert.ThrowsAsync<DataFormatException>(() => _store.CommitAsync(SavePoint.Latest, 2, State, [gone], Token));
        Assert.Equal(first.Sha256, _store.TryRead(SavePoint.Latest)!.Sha256);
    }

    [Theory]
    [InlineData("\"step\": 7", "\"step\": 8")]
    [InlineData("WarmUp", "Warm")]
    [InlineData("\"version\": 1", "\"version\": 2")]
    [InlineData("{", "")]
    [InlineData("\"part\": \"a\"", "\"part\": \"c\"")]
    public async Task Refuses_an_altered_manifest(string before, string after)
    {
        await _store.CommitAsync(SavePoint.Latest, 7, State, [await Part("a", 1)], Token);
        var path = _directory["checkpoint", "manifest.json"];
        var text = File.ReadAllText(path);
        Assert.Contains(before, text);
        File.WriteAllText(path, text.Replace(before, after));
        var fault = Assert.Throws<DataFormatException>(() => _store.TryRead(SavePoint.Latest));
        Assert.Contains(path, fault.Message);
    }

    [Fact]
    public async Task A_full_disk_leaves_the_checkpoint_before_whole()
    {
        var before = await _store.CommitAsync(SavePoint.Latest, 1, State, [await Part("a", 1)], Token);
        var files = FilesOnDisk();
        var full = new CheckpointStore(_directory["checkpoint"]) { Open = path => new FullDisk(path, room: 1 << 20) };
        var large = new CheckpointTensor("weight", [1 << 20], new float[1 << 20]);
        var fault = await Assert.ThrowsAsync<AreadException>(() => full.WritePartAsync("a", [large], null, Token));
        Assert.Contains("No space left", fault.Message);
        Assert.Equal(files, FilesOnDisk());
        var weight = (await _store.ReadPartAsync(before.Find("a"), Token))["weight"];
        Assert.Equal([1f], weight.Floats);
    }

    [Fact]
    public async Task Cancellation_leaves_the_checkpoint_before_whole()
    {
        var before = await _store.CommitAsync(SavePoint.Latest, 1, State, [await Part("a", 1)], Token);
        var files = FilesOnDisk();
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _store.WritePartAsync("a", [new("weight", [1], new float[1])], null, cancelled.Token));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _store.CommitAsync(SavePoint.Latest, 2, State, [], cancelled.Token));
        Assert.Equal(files, FilesOnDisk());
        Assert.Equal(before.Sha256, _store.TryRead(SavePoint.Latest)!.Sha256);
    }

    [Fact]
    public async Task Parts_may_be_written_at_once_also_equal_ones()
    {
        var files = await Task.WhenAll(Enumerable.Range(0, 32).Select(i => Task.Run(() => Part($"domain-{i % 8}", i % 8), Token)));
        Assert.Equal(8, files.Distinct().Count());
        Assert.Equal(8, FilesOnDisk().Length);
        foreach (var file in files) await _store.ReadPartAsync(file, Token);
    }

    [Theory]
    [InlineData("")]
    [InlineData("../a")]
    [InlineData(".a")]
    [InlineData("a b")]
    [InlineData("a\n")]
    public async Task Refuses_part_names_that_are_no_file_names(string part) => await Assert.ThrowsAsync<ArgumentException>(() => Part(part, 1));

    [Fact]
    public async Task Refuses_a_part_given_twice()
    {
        var file = await Part("a", 1);
        await Assert.ThrowsAsync<ArgumentException>(() => _store.CommitAsync(SavePoint.Latest, 1, State, [file, file], Token));
    }

    public void Dispose() => _directory.Dispose();

    private Task<CheckpointFile> Part(string part, float value, CheckpointStore? store = null) =>
        (store ?? _store).WritePartAsync(part, [new("weight", [1], new[] { value })], null, Token);

    private string[] FilesOnDisk() => [.. Directory.EnumerateFiles(_directory["checkpoint"]).Select(path => Path.GetFileName(path)).Order()];
}
