using Aread.Data;
using Aread.Distributed.Checkpoints;
using Aread.Distributed.Hosting;
using Aread.Testing;
using Aread.Training;

namespace Aread.Distributed.Tests.Grains;

/// <summary>Domains that come, go, rest and grow, in a run that has finished and in one under way.</summary>
public sealed class LiveDomainTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task A_domain_added_to_a_finished_run_is_searched_scored_and_trained()
    {
        await using var run = await FinishedAsync();
        var before = Latest(run).Step;

        var events = await ChangeAsync(run, DomainChangeKind.Add, "new", await NewDomainAsync("new"), epochs: 1);

        Assert.Equal(RunOutcome.Finished, Assert.IsType<RunEnded>(events[^1]).Outcome);
        Assert.Equal("new", Assert.Single(events.OfType<DomainsChanged>()).Domain);
        Assert.Equal(["new"], events.OfType<MaskFound>().TakeWhile(found => found.Step == before).Select(found => found.Domain));
        Assert.Contains(events.OfType<EpochEvaluated>().Last(evaluated => evaluated.Report.Split == "test").Report.Domains, domain => domain is { Name: "new", Samples: 8 });
        Assert.True(Latest(run).Step > before);
        using var opened = run.Open("run");
        Assert.Equal((DomainChangeKind.Add, "new", before), opened.Changes.Select(change => (change.Kind, change.Domain, change.Step)).Single());
        Assert.Contains(Dataset.Open(opened.DataDirectory).Manifest.Domains, domain => domain is { Name: "new", Train.Samples: 33 });
    }

    [Fact]
    public async Task Without_training_the_others_keep_weights_rows_masks_and_moments_to_the_bit()
    {
        await using var run = await FinishedAsync();
        var (before, manifest) = (await StateAsync(run, SavePoint.Best), Dataset.Open(_directory["data"]).Manifest);

        await ChangeAsync(run, DomainChangeKind.Add, "new", await NewDomainAsync("new"), epochs: 0);

        var (after, changed) = (await StateAsync(run, SavePoint.Best), CurrentData(run).Manifest);
        Assert.Equal(before.Dense, after.Dense);
        Assert.Equal(before.Domains, after.Domains.Take(before.Domains.Count));
        Assert.NotNull(after.Domains[^1].Mask);
        var (from, to) = (Hei.FeatureLayout.Of(manifest), Hei.FeatureLayout.Of(changed));
        Assert.True(to.VocabularySizes[1] > from.VocabularySizes[1] && to.VocabularySizes[2] == from.VocabularySizes[2] + 1);
        for (var field = 0; field < from.Fields; field++)
            for (var id = 0; id < from.VocabularySizes[field]; id++)
                Assert.Equal(before.Rows[from.Row(field, id)], after.Rows[to.Row(field, field == manifest.ItemFieldIndex && id == manifest.PaddingId ? changed.PaddingId : id)]);
    }

    [Fact]
    public async Task Plain_loop_and_grains_go_on_alike()
    {
        var options = SmallOptions.Create();
        var dataset = await SmallDataset.CreateAsync(_directory["data"], 64, 40, 17);
        await using var run = new EngineRun(_directory, options);
        await run.TrainAsync("run", until: happened => happened is StepsTaken { Phase: RunPhase.MaskedTraining, EpochStep: >= 4 });
        var stopped = StateOf(run);
        var context = RunContext.Create(dataset, options with { Training = options.Training with { ReportInterval = 1 } }, TorchSharp.torch.CPU);
        await ChangeAsync(run, DomainChangeKind.Add, "new", await NewDomainAsync("new"), epochs: 0);

        var lane = new CallerLane(options.Compute.ThreadsPerLane);
        using var stop = new CancellationTokenSource();
        var fleet = new LocalFleet(context, lane, happened => { if (happened is StepsTaken && happened.Step == stopped.Step) stop.Cancel(); });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new TrainingLoop(context, fleet).RunAsync(new TrainingState(), stop.Token));
        var next = RunContext.Create(CurrentData(run), options, TorchSharp.torch.CPU);
        var state = new DomainTransfer(context, next).StateAfter(stopped, new DomainChange(DomainChangeKind.Add, "new", stopped.Step, next.Dataset.Fingerprint.Dataset), null);
        fleet = fleet.After(next, lane, stopped.Step);
        await new TrainingLoop(next, fleet).RunAsync(state, TestContext.Current.CancellationToken);

        var best = await StateAsync(run, SavePoint.Best);
        Assert.Equal(best.Dense, fleet.Dense.Weights);
        Assert.Equal(best.Rows.SelectMany(row => row.Take(4)), fleet.Embeddings.Weights);
    }

    [Fact]
    public async Task A_domain_added_while_training_goes_on_joins_at_a_step_and_resume_stays_exact()
    {
        await SmallDataset.CreateAsync(_directory["data"], 64, 40, 17);
        var data = await NewDomainAsync("new");
        await using (var run = new EngineRun(_directory, SmallOptions.Create()))
        {
            await AddWhileTrainingAsync(run, "whole", data, until: null);
            var events = await AddWhileTrainingAsync(run, "broken", data, until: happened => happened is MaskFound { Domain: "new" } or StepsTaken { Phase: RunPhase.MaskedTraining, EpochStep: > 7 });
            Assert.Equal(RunOutcome.Stopped, Assert.IsType<RunEnded>(events[^1]).Outcome);
        }
        await using var resumed = new EngineRun(_directory, SmallOptions.Create()) { Data = _directory["runs/broken/data/0001"] };
        await resumed.TrainAsync("broken", resume: true);

        using var opened = resumed.Open("whole");
        using var other = resumed.Open("broken");
        Assert.Contains(opened.ReadMetrics()!.Domains, domain => domain.Name == "new");
        if (opened.Changes[0].Step == other.Changes[0].Step) Assert.Equal(resumed.HashOf("whole", SavePoint.Latest), resumed.HashOf("broken", SavePoint.Latest));
    }

    private async Task<List<RunEvent>> AddWhileTrainingAsync(EngineRun run, string name, string data, Func<RunEvent, bool>? until)
    {
        Task<List<RunEvent>>? changing = null;
        var events = await run.TrainAsync(name, until: happened =>
        {
            if (happened is StepsTaken { Phase: RunPhase.MaskedTraining }) changing ??= ChangeAsync(run, DomainChangeKind.Add, "new", data, 1, name);
            return until?.Invoke(happened) == true && changing is not null;
        });
        try
        {
            await changing!;
        }
        catch (AreadException) when (until is not null)
        {
        }
        return events;
    }

    private async Task<EngineRun> FinishedAsync()
    {
        await SmallDataset.CreateAsync(_directory["data"], 64, 40, 17);
        var run = new EngineRun(_directory, SmallOptions.Create());
        await run.TrainAsync("run");
        return run;
    }

    /// <summary>A data set of two domains, the second of which is new to the run, with users and items that the run does not know.</summary>
    private async Task<string> NewDomainAsync(string name)
    {
        var draft = new DatasetDraft("more",
            [
                new FieldDraft("user", FieldRole.User, ["u3", "u7", "stranger"], null),
                new FieldDraft("item", FieldRole.Item, ["i5", "novelty", "i9", "other"], null),
                new FieldDraft("domain", FieldRole.Domain, ["d0", name], null),
            ], "item", "domain", [new SequenceSpec("liked", 2)], ["d0", name]);
        await using var writer = DatasetWriter.Create(_directory[$"more-{name}"], draft);
        foreach (var (split, count) in new[] { (Split.Train, 33), (Split.Valid, 8), (Split.Test, 8) })
            for (var i = 0; i < count; i++)
                for (var domain = 0; domain < 2; domain++) await writer.AddAsync(domain, split, new[] { 1 + i % 3, 1 + i % 4, domain + 1, 1 + i % 2, 5 }, (byte)(i % 2));
        return (await writer.CompleteAsync(TestContext.Current.CancellationToken)).Directory;
    }

    private static async Task<List<RunEvent>> ChangeAsync(EngineRun run, DomainChangeKind kind, string domain, string? data, int epochs, string name = "run")
    {
        var events = new List<RunEvent>();
        var options = SmallOptions.Create();
        var request = new DomainRequest(name, run.Runs, kind, domain, data, epochs, options.Compute, options.Torch);
        await foreach (var happened in run.Engine.ChangeAsync(request, TestContext.Current.CancellationToken)) events.Add(happened);
        return events;
    }

    private static CheckpointManifest Latest(EngineRun run)
    {
        using var opened = run.Open("run");
        return opened.Checkpoints.TryRead(SavePoint.Latest)!;
    }

    private static TrainingState StateOf(EngineRun run) => System.Text.Json.JsonSerializer.Deserialize<TrainingState>(Latest(run).State, AreadJson.Compact)!;

    private static Dataset CurrentData(EngineRun run)
    {
        using var opened = run.Open("run");
        return Dataset.Open(opened.DataDirectory);
    }

    /// <summary>Dense weights and moments; by row: vector, moments and step count; by domain: its state, as text.</summary>
    private static async Task<(float[] Dense, IReadOnlyList<float[]> Rows, IReadOnlyList<(string? Mask, string All)> Domains)> StateAsync(EngineRun run, SavePoint point)
    {
        using var opened = run.Open("run");
        var (store, checkpoint, context) = (opened.Checkpoints, opened.Checkpoints.TryRead(point)!, RunContext.Create(CurrentData(run), opened.ReadOptions(), TorchSharp.torch.CPU));
        var cancellation = TestContext.Current.CancellationToken;
        var dense = new DenseState(context.Model.Layout, context.Options.Training);
        await DensePart.RestoreAsync(store, checkpoint, context.Model.Layout, dense, cancellation);
        var size = context.Options.Hei.EmbeddingSize;
        var table = new EmbeddingTable(0, context.Model.Layout.Shape.Features.Rows, size, 0, context.Options.Training);
        foreach (var (block, first, rows) in RowBlock.Of(table)) await RowsPart.RestoreAsync(store, checkpoint.Find(RowsPart.Name(block)), table, first, rows, cancellation);
        var domains = new List<(string?, string)>();
        for (var domain = 0; domain < context.Domains.Count; domain++)
        {
            var state = await DomainPart.ReadAsync(store, checkpoint.Find(DomainPart.Name(domain)), cancellation);
            domains.Add((state.Mask, AreadJson.Write(state)));
        }
        return (
            [.. dense.Weights],
            [.. Enumerable.Range(0, table.Rows).Select(row => (float[])
            [
                .. table.Weights.AsSpan(row * size, size), .. table.FirstMoments.AsSpan(row * size, size), .. table.SecondMoments.AsSpan(row * size, size), table.StepCounts[row],
            ])],
            domains);
    }
}
