using Aread.Data;
using Aread.Distributed.Checkpoints;
using Aread.Distributed.Hosting;
using Aread.Distributed.Runs;
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

    [Theory]
    [InlineData(RunPhase.MaskSearch)]
    [InlineData(RunPhase.MaskedTraining)]
    public async Task A_run_that_is_stopped_after_a_change_and_resumed_ends_as_one_that_is_not(RunPhase phase)
    {
        await SmallDataset.CreateAsync(_directory["data"], 64, 40, 17);
        await using var run = new EngineRun(_directory, SmallOptions.Create());
        await run.TrainAsync("run", until: happened => happened is StepsTaken { Phase: RunPhase.MaskedTraining, EpochStep: >= 4 });
        CopyRun(run, "run", "broken");
        var data = await NewDomainAsync("new");
        await ChangeAsync(run, DomainChangeKind.Add, "new", data, epochs: 0);

        var broken = await ChangeAsync(run, DomainChangeKind.Add, "new", data, epochs: 0, "broken", happened => happened is PhaseStarted started && started.Phase == phase);
        Assert.Equal(RunOutcome.Stopped, Assert.IsType<RunEnded>(broken[^1]).Outcome);
        await run.TrainAsync("broken", resume: true);

        Assert.Equal(run.HashOf("run", SavePoint.Latest), run.HashOf("broken", SavePoint.Latest));
        Assert.Equal(run.HashOf("run", SavePoint.Best), run.HashOf("broken", SavePoint.Best));
    }

    [Fact]
    public async Task A_run_under_way_takes_a_domain_in_at_a_step_and_loses_none()
    {
        await SmallDataset.CreateAsync(_directory["data"], 640, 400, 170);
        var data = await NewDomainAsync("new");
        var options = SmallOptions.Create();
        options = options with { Hemp = options.Hemp with { SearchInterval = 1000 }, Training = options.Training with { ReportInterval = 1, MaximumEpochs = 3, Patience = 3 } };
        await using var run = new EngineRun(_directory, options);
        Task<List<RunEvent>>? changing = null;

        var events = await run.TrainAsync("run", until: happened =>
        {
            if (happened is StepsTaken { Phase: RunPhase.MaskedTraining }) changing ??= ChangeAsync(run, DomainChangeKind.Add, "new", data, epochs: 1);
            return false;
        });

        var changed = Assert.Single(events.OfType<DomainsChanged>());
        Assert.True(changed.IsUnsettled);
        Assert.Contains(changed, await changing!);
        Assert.Equal("new", events.OfType<MaskFound>().Single(found => found.Step == changed.Step && found.Domains == 1).Domain);
        long[] steps = [.. events.OfType<StepsTaken>().Select(taken => taken.Step)];
        Assert.Equal(Enumerable.Range(1, steps.Length).Select(step => (long)step), steps);
        Assert.Equal(4, events.OfType<EpochEvaluated>().Last(evaluated => evaluated.Report.Split == "test").Report.Domains.Count);
        // Every batch of the three epochs once, and those of the new domain in each epoch that it saw a part of.
        Assert.Equal(5 + 3 * (40 + 25 + 11) + 3 * 3, steps[^1]);
    }

    [Fact]
    public async Task A_domain_removed_takes_its_mask_and_row_and_nothing_else()
    {
        await using var run = await FinishedAsync();
        var before = await StateAsync(run, SavePoint.Best);
        var row = Hei.FeatureLayout.Of(CurrentData(run).Manifest).Row(2, 2);

        await ChangeAsync(run, DomainChangeKind.Remove, "d1", null, epochs: 0);

        var after = await StateAsync(run, SavePoint.Best);
        Assert.Equal(before.Dense, after.Dense);
        Assert.Equal([before.Domains[0], before.Domains[2]], after.Domains);
        Assert.All(Enumerable.Range(0, before.Rows.Count).Where(other => other != row), other => Assert.Equal(before.Rows[other], after.Rows[other]));
        Assert.NotEqual(before.Rows[row], after.Rows[row]);
        Assert.All(after.Rows[row].Skip(4), moment => Assert.Equal(0, moment));
        using var opened = run.Open("run");
        Assert.Equal(["d0", "d2"], opened.ReadMetrics()!.Domains.Select(domain => domain.Name));

        await ChangeAsync(run, DomainChangeKind.Add, "d1", _directory["data"], epochs: 1);
        Assert.Equal(["d0", "d2", "d1"], CurrentData(run).Manifest.Domains.Select(domain => domain.Name));
        Assert.Equal([1, 3, 2], CurrentData(run).Manifest.Domains.Select(domain => domain.Id));
    }

    [Fact]
    public async Task A_change_that_was_broken_off_before_it_took_effect_does_the_same_when_it_is_given_again()
    {
        await using var run = await FinishedAsync();
        CopyRun(run, "run", "broken");
        // What a process leaves that is killed after it began and before it committed.
        using (var begun = RunDirectory.Resume(run.Runs, "broken")) begun.AppendEvent(new RunResumed { Step = StateOf(run).Step });

        await ChangeAsync(run, DomainChangeKind.Pause, "d1", null, epochs: 0);
        var again = await ChangeAsync(run, DomainChangeKind.Pause, "d1", null, epochs: 0, "broken");

        Assert.Empty(again.OfType<StepsTaken>());
        Assert.Equal(run.HashOf("run", SavePoint.Latest), run.HashOf("broken", SavePoint.Latest));
        Assert.Equal(run.HashOf("run", SavePoint.Best), run.HashOf("broken", SavePoint.Best));
    }

    [Fact]
    public async Task The_history_tells_of_every_change_that_the_run_has()
    {
        await using var run = await FinishedAsync();
        await ChangeAsync(run, DomainChangeKind.Pause, "d1", null, epochs: 0);
        await ChangeAsync(run, DomainChangeKind.Remove, "d2", null, epochs: 0);
        using var opened = run.Open("run");
        Assert.Equal([(1, DomainChangeKind.Pause, "d1"), (2, DomainChangeKind.Remove, "d2")], opened.ReadHistory().OfType<DomainsChanged>().Select(changed => (changed.Number, changed.Kind, changed.Domain)));
    }

    [Fact]
    public async Task A_paused_domain_is_scored_and_neither_searched_nor_trained_until_it_is_resumed()
    {
        await using var run = await FinishedAsync();
        await ChangeAsync(run, DomainChangeKind.Pause, "d0", null, epochs: 0);
        var paused = await StateAsync(run, SavePoint.Latest);

        var without = await ChangeAsync(run, DomainChangeKind.Append, "d1", await NewDomainAsync("d1"), epochs: 2);

        Assert.DoesNotContain(without.OfType<MaskFound>(), found => found.Domain == "d0");
        Assert.Contains(without.OfType<EpochEvaluated>().Last().Report.Domains, domain => domain is { Name: "d0", Samples: 16 });
        Assert.Equal(paused.Domains[0], (await StateAsync(run, SavePoint.Latest)).Domains[0]);

        await ChangeAsync(run, DomainChangeKind.Resume, "d0", null, epochs: 2);
        Assert.NotEqual(paused.Domains[0], (await StateAsync(run, SavePoint.Latest)).Domains[0]);
    }

    [Fact]
    public async Task More_samples_of_a_domain_come_after_its_own_and_are_trained_on()
    {
        await using var run = await FinishedAsync();
        var more = await NewDomainAsync("d2");

        var events = await ChangeAsync(run, DomainChangeKind.Append, "d2", more, epochs: 1);

        var (data, own) = (CurrentData(run), Dataset.Open(_directory["data"]));
        Assert.Equal(17 + 33, data.Manifest.Domains[2].Train.Samples);
        var (all, first) = (await ReadAsync(data, 2), await ReadAsync(own, 2));
        Assert.Equal(first.Labels, all.Labels.Take(17));
        Assert.Equal(data.Manifest.PaddingId, all.Sample(0)[4]);
        Assert.Equal(own.Manifest.PaddingId, first.Sample(0)[4]);
        Assert.Equal(4 + 3 + 4, events.OfType<StepsTaken>().Sum(taken => taken.Steps));
        Assert.Equal((await ReadAsync(own, 0)).Labels, (await ReadAsync(data, 0)).Labels);
        Assert.Equal(data.Manifest.PaddingId, (await ReadAsync(data, 0)).Sample(3)[4]);
    }

    [Theory]
    [InlineData(DomainChangeKind.Add, "d1", "data", "There is a domain 'd1' already")]
    [InlineData(DomainChangeKind.Add, "nowhere", "data", "has no domain 'nowhere'. It has 'd0', 'd1', 'd2'.")]
    [InlineData(DomainChangeKind.Add, "new", "missing", "There is no data set here")]
    [InlineData(DomainChangeKind.Add, "new", "other", "was made with another schema: it has user (User), item (Item), place (Domain)")]
    [InlineData(DomainChangeKind.Append, "nowhere", "data", "There is no domain 'nowhere'")]
    [InlineData(DomainChangeKind.Append, "d2", "data", "samples of domain 'd2' in")]
    [InlineData(DomainChangeKind.Remove, "nowhere", null, "There is no domain 'nowhere'. There are 'd0', 'd1', 'd2'.")]
    [InlineData(DomainChangeKind.Resume, "d1", null, "Domain 'd1' is not paused.")]
    public async Task What_does_not_fit_is_refused_and_leaves_the_run_as_it_was(DomainChangeKind kind, string domain, string? data, string reason)
    {
        await using var run = await FinishedAsync();
        var other = new DatasetDraft("other", [new FieldDraft("user", FieldRole.User, ["u"], null), new FieldDraft("item", FieldRole.Item, ["i"], null), new FieldDraft("place", FieldRole.Domain, ["new"], null)],
            "item", "place", [], ["new"]);
        await using (var writer = DatasetWriter.Create(_directory["other"], other)) await writer.CompleteAsync(TestContext.Current.CancellationToken);
        var (hash, events) = (run.HashOf("run", SavePoint.Latest), EventsOf(run));

        var refused = await Assert.ThrowsAnyAsync<AreadException>(() => ChangeAsync(run, kind, domain, data is null ? null : _directory[data], epochs: 1));

        Assert.Contains(reason, refused.Message, StringComparison.Ordinal);
        Assert.Equal(hash, run.HashOf("run", SavePoint.Latest));
        Assert.Equal(events, EventsOf(run));
        Assert.False(Directory.Exists(Path.Combine(run.Runs, "run", "data", "0001")));
    }

    [Fact]
    public async Task The_last_domains_cannot_be_removed_or_paused()
    {
        await SmallDataset.CreateAsync(_directory["data"], 64, 40);
        await using var run = new EngineRun(_directory, SmallOptions.Create());
        await run.TrainAsync("run");

        var removed = await Assert.ThrowsAnyAsync<AreadException>(() => ChangeAsync(run, DomainChangeKind.Remove, "d1", null, 0));
        Assert.Contains("one domain only", removed.Message, StringComparison.Ordinal);
        await ChangeAsync(run, DomainChangeKind.Pause, "d1", null, 0);
        var paused = await Assert.ThrowsAnyAsync<AreadException>(() => ChangeAsync(run, DomainChangeKind.Pause, "d0", null, 0));
        Assert.Contains("Resume one first", paused.Message, StringComparison.Ordinal);
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

    private static async Task<List<RunEvent>> ChangeAsync(EngineRun run, DomainChangeKind kind, string domain, string? data, int epochs, string name = "run", Func<RunEvent, bool>? until = null)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var events = new List<RunEvent>();
        var options = SmallOptions.Create();
        var request = new DomainRequest(name, run.Runs, kind, domain, data, epochs, options.Compute, options.Torch);
        await foreach (var happened in run.Engine.ChangeAsync(request, stop.Token))
        {
            events.Add(happened);
            if (until?.Invoke(happened) == true) await stop.CancelAsync();
        }
        return events;
    }

    private static void CopyRun(EngineRun run, string from, string to)
    {
        var (source, target) = (Path.Combine(run.Runs, from), Path.Combine(run.Runs, to));
        foreach (var file in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(target, Path.GetRelativePath(source, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    private static async Task<SampleBlock> ReadAsync(Dataset data, int domain)
    {
        await using var reader = await data.OpenPartitionAsync(data.Manifest.Domains[domain], Split.Train, TestContext.Current.CancellationToken);
        return await reader.ReadRowGroupAsync(0, TestContext.Current.CancellationToken);
    }

    private static string[] EventsOf(EngineRun run)
    {
        using var opened = run.Open("run");
        return [.. opened.ReadEvents().Select(AreadJson.Write)];
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
