using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Aread.Evaluation;
using Aread.Host.Serving;
using Aread.Host.Tests.Cluster;
using Aread.Serving;
using Aread.Testing;
using TorchSharp;

namespace Aread.Host.Tests.Serving;

/// <summary>Checkpoints that come while a run is served.</summary>
[Collection(nameof(RunsInClusters))]
public sealed class LiveModelTests
{
    private const string Body = """{ "samples": [ { "user": "u3", "item": "novelty", "liked": ["i5"] } ] }""";

    private static readonly Dictionary<string, RawValue> Sample = new() { ["user"] = RawValue.Of("u3"), ["item"] = RawValue.Of("i1"), ["liked"] = RawValue.Of(["i5"]) };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_better_checkpoint_answers_from_the_next_look_on_and_no_request_fails()
    {
        await using var run = await TrainedRun.CreateAsync();
        await using var server = await ScoreServer.StartAsync(ScoreServer.Source(run));
        var (body, labels) = await run.TestSamplesAsync(0);
        var expected = new Dictionary<string, float[]>();
        var answers = new ConcurrentQueue<ScoreReply>();
        using var enough = new CancellationTokenSource();
        await ExpectAsync();
        var clients = Enumerable.Range(0, 3).Select(_ => Task.Run(async () =>
        {
            while (!enough.IsCancellationRequested) answers.Enqueue(await server.ReplyAsync("d0", body));
        }, Token)).ToArray();

        await server.RefusedAsync(404, NewDomain.Name, Body);
        Assert.False(await server.LookAsync());
        await run.AddDomainAsync();
        await server.RefusedAsync(404, NewDomain.Name, Body);
        await ExpectAsync();
        Assert.True(await server.LookAsync());
        await ExpectServedAsync(4);
        Assert.InRange(Assert.Single(await server.ScoresAsync(NewDomain.Name, Body)), 0, 1);

        await run.RemoveDomainAsync();
        await ExpectAsync();
        Assert.True(await server.LookAsync());
        await server.RefusedAsync(404, NewDomain.Name, Body);
        await ExpectServedAsync(3);
        await enough.CancelAsync();
        await Task.WhenAll(clients);
        Assert.Equal(3, expected.Count);
        Assert.Equal(expected.Keys, answers.Select(reply => reply.Model).Distinct());
        Assert.All(answers, reply => Assert.Equal(expected[reply.Model], reply.Scores));

        // The scores of the checkpoint of now, as a model of its own and as evaluate have them.
        async Task ExpectAsync()
        {
            await using var alone = await ScoreServer.StartAsync(ScoreServer.Source(run));
            var reply = await alone.ReplyAsync("d0", body);
            var evaluated = (await run.EvaluateAsync()).Domains[0];
            Assert.Equal(evaluated.LogLoss!.Value, LogLoss.Of<float>([.. reply.Scores], labels)!.Value, 1e-6);
            expected.Add(reply.Model, [.. reply.Scores]);
        }

        async Task ExpectServedAsync(int domains)
        {
            var model = AreadJson.Read<ModelDetail>((await server.GetAsync("/api/v1/model")).Body);
            Assert.Equal(expected.Keys.Last(), model.Checkpoint);
            Assert.True(model.Step > 0);
            Assert.Equal(domains, AreadJson.Read<ServedDomain[]>((await server.GetAsync("/api/v1/domains")).Body).Length);
            await Eventually.IsTrueAsync(() => Task.FromResult(answers.Any(reply => reply.Model == model.Checkpoint)), Token);
        }
    }

    [Fact]
    public async Task A_run_whose_data_set_was_named_is_served_on_when_its_domains_change()
    {
        await using var run = await TrainedRun.CreateAsync();
        await using var server = await ScoreServer.StartAsync(ScoreServer.Source(run) with { Data = run.Data });
        await run.AddDomainAsync();
        Assert.True(await server.LookAsync());
        Assert.Single(await server.ScoresAsync(NewDomain.Name, Body));
    }

    [Fact]
    public async Task A_checkpoint_that_cannot_be_loaded_is_told_of_once_and_the_one_before_goes_on()
    {
        await using var run = await TrainedRun.CreateAsync();
        await using var server = await ScoreServer.StartAsync(ScoreServer.Source(run));
        var before = await server.ReplyAsync("d0", Body);
        await run.AddDomainAsync();
        var files = Directory.GetFiles(Path.Combine(run.Runs, TrainedRun.Name, "checkpoint"), "dense-*");
        foreach (var file in files) Flip(file);

        Assert.False(await server.LookAsync());
        Assert.False(await server.LookAsync());

        Assert.Equal(before.Model, (await server.ReplyAsync("d0", Body)).Model);
        Assert.Equal(200, (await server.GetAsync("/health/ready")).Status);
        Assert.Equal(1, server.Log.Split("a newer one cannot be loaded").Length - 1);
        Assert.Contains("The checkpoint file is missing or was altered", server.Log, StringComparison.Ordinal);

        foreach (var file in files) Flip(file);
        Assert.True(await server.LookAsync());
        Assert.NotEqual(before.Model, (await server.ReplyAsync("d0", Body)).Model);
    }

    [Fact]
    public async Task A_request_ends_on_the_model_that_it_began_on()
    {
        await using var run = await TrainedRun.CreateAsync();
        var (first, second) = (await ScoreServer.Source(run).LoadAsync(Token), await ScoreServer.Source(run).LoadAsync(Token));
        await using var live = new LiveModel(first);
        var goOn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var under = live.UseAsync(async model =>
        {
            await goOn.Task;
            return (Model: model, await model.ScoreAsync("d0", [Sample], Token));
        });

        var replaced = live.ReplaceAsync(second);
        Assert.Same(second, await live.UseAsync(Task.FromResult));
        Assert.False(replaced.IsCompleted);
        goOn.SetResult();

        Assert.Same(first, (await under).Model);
        await replaced;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first.ScoreAsync("d0", [Sample], Token));
    }

    [Fact]
    public async Task The_memory_of_a_model_is_free_when_another_has_taken_its_place()
    {
        await using var run = await TrainedRun.CreateAsync();
        var (live, gone, tensors) = await LoadAsync(run);
        await run.AddDomainAsync();
        var before = Tensors();
        var next = await ScoreServer.Source(run).LoadAsync(Token);
        var both = Tensors();
        Assert.True(tensors > 0 && both > before);

        await live.ReplaceAsync(next);
        Assert.Equal(both - tensors, Tensors());
        await Eventually.IsTrueAsync(() => Task.FromResult(IsGone(gone)), Token);

        await live.DisposeAsync();
        Assert.Equal(before - tensors, Tensors());
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task<(LiveModel Live, WeakReference Model, long Tensors)> LoadAsync(TrainedRun run)
    {
        var before = Tensors();
        var model = await ScoreServer.Source(run).LoadAsync(Token);
        return (new LiveModel(model), new WeakReference(model), Tensors() - before);
    }

    /// <summary>Tensors alive.</summary>
    private static long Tensors()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        return torch.Tensor.TotalCount;
    }

    /// <summary>With its embedding table, which is managed.</summary>
    private static bool IsGone(WeakReference model)
    {
        GC.Collect();
        return !model.IsAlive;
    }

    private static void Flip(string file)
    {
        var bytes = File.ReadAllBytes(file);
        bytes[^1] ^= 1;
        File.WriteAllBytes(file, bytes);
    }
}
