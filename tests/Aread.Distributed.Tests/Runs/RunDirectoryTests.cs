using System.Text.Json;
using Aread.Data;
using Aread.Distributed.Checkpoints;
using Aread.Distributed.Runs;
using Aread.Evaluation;
using Aread.Hemp;
using Aread.Testing;
using Aread.Training;

namespace Aread.Distributed.Tests.Runs;

public sealed class RunDirectoryTests : IDisposable
{
    private static readonly RunDescription Description = new("/data/set", "d", "f", 3, new DateTimeOffset(2030, 1, 2, 3, 4, 5, TimeSpan.Zero));

    private readonly TemporaryDirectory _runs = new();

    [Fact]
    public void Reads_back_what_a_run_was_begun_with()
    {
        var options = new AreadOptions { Hei = new() { Experts = [2, 4], Normalization = Hei.Normalization.Layer }, Training = new() { Seed = 3 } };
        using (Create("a", options: options)) { }
        using var run = RunDirectory.Open(_runs.Path, "a");
        Assert.Equal(Description, run.Description);
        Assert.Equal(JsonSerializer.Serialize(options), JsonSerializer.Serialize(run.ReadOptions()));
        Assert.Contains("\"normalization\": \"Layer\"", File.ReadAllText(_runs["a", "options.json"]));
    }

    [Fact]
    public void Metrics_have_the_agreed_names()
    {
        using var run = Create("a");
        var report = new EvaluationReport("test", 0.7, 0.5, 0.6, 0.61, null, 0.63, ["x"], [new DomainMetrics("x", 4, 4, null, 0.1)]);
        run.WriteMetrics(report);
        using var json = JsonDocument.Parse(File.ReadAllText(_runs["a", "metrics.json"]));
        Assert.Equal(["split", "auc", "logLoss", "domainAuc", "major5Auc", "minor10Auc", "minor5Auc", "undefinedDomains", "domains"],
            json.RootElement.EnumerateObject().Select(property => property.Name));
        Assert.Equal(["name", "samples", "positives", "auc", "logLoss"], json.RootElement.GetProperty("domains")[0].EnumerateObject().Select(property => property.Name));
        Assert.Equal(JsonSerializer.Serialize(report), JsonSerializer.Serialize(run.ReadMetrics()));
    }

    [Fact]
    public void Masks_are_read_back()
    {
        using var run = Create("a");
        Assert.Null(run.ReadMasks());
        var masks = new MaskReport([1], [new DomainMaskReport("x", 5, 2, ["1", "1"], [[1], [0.5]], [new MaskSearchReport(1, 9, 0, [new(0.4, ["1", "1"], ["1", "1"])])])]);
        run.WriteMasks(masks);
        Assert.Equal(JsonSerializer.Serialize(masks), JsonSerializer.Serialize(run.ReadMasks()));
    }

    [Fact]
    public void Events_are_read_back_with_their_time()
    {
        var time = new FixedTime(Description.Created);
        using var run = Create("a", time: time);
        RunEvent[] written =
        [
            run.AppendEvent(Started(0)), run.AppendEvent(new PhaseStarted(RunPhase.WarmUp, 0, 0)), run.AppendEvent(new DomainsAugmented(1, 2, 3, null)),
            run.AppendEvent(Steps(20)), run.AppendEvent(new MaskFound(1, "Küche", 1, 2, 10, 3, 0.5, 44, 1.5) { Step = 20 }),
            run.AppendEvent(Evaluated(20, "valid", 0.6)), run.AppendEvent(new CheckpointCommitted("latest", "ab") { Step = 20 }),
            run.AppendEvent(new RunEnded(RunOutcome.Finished, "done") { Step = 20 }),
        ];
        Assert.All(written, happened => Assert.Equal(Description.Created, happened.Time));
        Assert.Equal(written.Select(Text), run.ReadEvents().Select(Text));
        Assert.All(File.ReadAllLines(_runs["a", "events.jsonl"]), line => Assert.StartsWith("{\"event\":\"", line));
    }

    [Fact]
    public void A_torn_last_line_is_passed_over_and_cut_off_by_a_resume()
    {
        using (var run = Create("a"))
        {
            run.AppendEvent(Started(0));
            run.AppendEvent(Steps(20));
        }
        var whole = File.ReadAllText(_runs["a", "events.jsonl"]);
        File.AppendAllText(_runs["a", "events.jsonl"], """{"event":"steps","ph""");
        using (var run = RunDirectory.Open(_runs.Path, "a")) Assert.Equal(2, run.ReadEvents().Count());
        using (var run = RunDirectory.Resume(_runs.Path, "a"))
        {
            Assert.Equal(whole, File.ReadAllText(_runs["a", "events.jsonl"]));
            run.AppendEvent(Started(20));
            Assert.Equal(3, run.ReadEvents().Count());
        }
    }

    [Fact]
    public void Another_damaged_line_is_an_error_that_names_it()
    {
        using var run = Create("a");
        run.AppendEvent(Started(0));
        foreach (var line in new[] { "{\"event\":\"steps\",", "{\"event\":\"unheard\"}", "{}", "null", "{\"event\":\"ended\",\"outcome\":\"Finished\",\"reason\":\"\",\"extra\":1}" })
        {
            var path = _runs["a", "copy.jsonl"];
            File.Copy(_runs["a", "events.jsonl"], path, overwrite: true);
            File.AppendAllText(path, line + "\n");
            var fault = Assert.Throws<DataFormatException>(() => EventLog.Read(path).Count());
            Assert.Equal(2, fault.Row);
        }
    }

    [Fact]
    public void History_leaves_out_what_a_resume_took_back()
    {
        using var run = Create("a");
        foreach (var happened in new RunEvent[] { Started(0), Steps(20), Steps(40), new RunEnded(RunOutcome.Stopped, "asked") { Step = 40 }, Started(20), Steps(40), Steps(60) })
            run.AppendEvent(happened);
        Assert.Equal([0, 20, 20, 40, 60], run.ReadHistory().Select(happened => happened.Step));
    }

    [Fact]
    public void History_goes_back_to_the_checkpoint_a_resume_goes_on_from()
    {
        using var run = Create("a");
        var (latest, best) = (new CheckpointCommitted("latest", "ab") { Step = 40 }, new CheckpointCommitted("best", "cd") { Step = 40 });
        RunEvent[] kept = [Started(0), Steps(20), latest with { Step = 20 }, Steps(40), latest];
        RunEvent[] takenBack = [new PhaseStarted(RunPhase.Evaluate, 1, 0) { Step = 40 }, Evaluated(40, "valid", 0.6), best, new RunEnded(RunOutcome.Stopped, "asked") { Step = 40 }];
        RunEvent[] again = [Started(40), Evaluated(40, "valid", 0.6), best, latest];
        var written = kept.Concat(takenBack).Concat(again).Select(run.AppendEvent).ToArray();
        Assert.Equal(written[..kept.Length].Concat(written[^again.Length..]).Select(Text), run.ReadHistory().Select(Text));
    }

    [Fact]
    public void History_of_a_run_begun_again_has_nothing_of_the_time_before()
    {
        using var run = Create("a");
        foreach (var happened in new RunEvent[] { Started(0), new PhaseStarted(RunPhase.Augment, 1, 0), new RunEnded(RunOutcome.Stopped, "asked"), Started(0) }) run.AppendEvent(happened);
        Assert.IsType<RunStarted>(Assert.Single(run.ReadHistory()));
    }

    [Fact]
    public void A_run_that_is_being_written_is_not_for_readers_of_its_checkpoints()
    {
        using (Create("a")) { }
        using var reader = RunDirectory.Open(_runs.Path, "a");
        using (var writer = RunDirectory.Resume(_runs.Path, "a"))
        {
            writer.RefuseWhileWritten();
            Assert.Contains("being trained by another process", Assert.Throws<AreadException>(reader.RefuseWhileWritten).Message);
        }
        reader.RefuseWhileWritten();
    }

    [Fact]
    public void A_lock_that_cannot_be_taken_for_another_reason_is_not_said_to_be_held()
    {
        Assert.Contains("cannot be written", Assert.Throws<AreadException>(() => RunLock.Acquire(_runs["nowhere"], "nowhere")).Message);
        Assert.False(RunLock.IsHeld(_runs["nowhere"]));
        Directory.CreateDirectory(_runs["odd", RunLock.FileName]);
        Assert.Contains("cannot be written", Assert.Throws<AreadException>(() => RunLock.Acquire(_runs["odd"], "odd")).Message);
        Assert.Contains("cannot be opened", Assert.Throws<AreadException>(() => RunLock.IsHeld(_runs["odd"])).Message);
    }

    [Fact]
    public void A_taken_name_is_refused_and_nothing_is_lost()
    {
        using (var run = Create("a")) run.AppendEvent(Started(0));
        var fault = Assert.Throws<AreadException>(() => Create("a"));
        Assert.Contains("--overwrite", fault.Message);
        using var kept = RunDirectory.Open(_runs.Path, "a");
        Assert.Single(kept.ReadEvents());
    }

    [Fact]
    public async Task Overwrite_begins_anew_and_keeps_the_logs()
    {
        using (var run = Create("a"))
        {
            run.AppendEvent(Started(0));
            run.WriteMetrics(new EvaluationReport("test", null, null, null, null, null, null, [], []));
            await run.Checkpoints.WritePartAsync("p", [new("w", [1], new float[1])], null, TestContext.Current.CancellationToken);
            Directory.CreateDirectory(run.LogDirectory);
            await File.WriteAllTextAsync(Path.Combine(run.LogDirectory, "aread.clef"), "kept", TestContext.Current.CancellationToken);
        }
        using (var run = Create("a", RunConflict.Overwrite)) Assert.Empty(run.ReadEvents());
        Assert.Equal(["attempts", "events.jsonl", "log", "options.json", "run.json", "run.lock"],
            Directory.EnumerateFileSystemEntries(_runs["a"]).Select(path => Path.GetFileName(path)).Order());
    }

    [Fact]
    public void A_directory_that_is_no_run_is_left_alone()
    {
        Directory.CreateDirectory(_runs["src"]);
        File.WriteAllText(_runs["src", "thesis.tex"], "years of work");
        var fault = Assert.Throws<AreadException>(() => Create("src", RunConflict.Overwrite));
        Assert.Contains("thesis.tex", fault.Message);
        Assert.True(File.Exists(_runs["src", "thesis.tex"]));
    }

    [Fact]
    public void A_second_writer_is_refused_until_the_first_ends()
    {
        using (Create("a"))
        {
            Assert.Contains("being written", Assert.Throws<AreadException>(() => RunDirectory.Resume(_runs.Path, "a")).Message);
            Assert.Contains("being written", Assert.Throws<AreadException>(() => Create("a", RunConflict.Overwrite)).Message);
            Assert.Equal(RunState.Running, RunDirectory.List(_runs.Path).Single().State);
        }
        using (RunDirectory.Resume(_runs.Path, "a")) { }
        Assert.True(File.Exists(_runs["a", "run.lock"]));
        Assert.Equal(RunState.Interrupted, RunDirectory.List(_runs.Path).Single().State);
    }

    [Fact]
    public void A_reader_does_not_write()
    {
        using (Create("a")) { }
        using var run = RunDirectory.Open(_runs.Path, "a");
        Assert.Throws<InvalidOperationException>(() => run.AppendEvent(Started(0)));
        Assert.Throws<InvalidOperationException>(() => run.WriteMasks(new MaskReport([1], [])));
    }

    [Fact]
    public void A_missing_run_is_an_error_that_names_the_others()
    {
        using (Create("here")) { }
        Assert.Contains("Runs there: here", Assert.Throws<AreadException>(() => RunDirectory.Open(_runs.Path, "there")).Message);
        Assert.Contains("no runs", Assert.Throws<AreadException>(() => RunDirectory.Resume(_runs["nowhere"], "there")).Message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("..")]
    [InlineData("a/b")]
    [InlineData("a b")]
    [InlineData("-a")]
    [InlineData("a\n")]
    public void A_name_that_is_no_file_name_is_refused(string name) => Assert.Contains("letters, digits", Assert.Throws<AreadException>(() => Create(name)).Message);

    [Fact]
    public void The_list_tells_how_it_stands()
    {
        using (var run = Create("done"))
        {
            run.AppendEvent(Started(0));
            run.AppendEvent(new PhaseStarted(RunPhase.MaskedTraining, 2, 1) { Step = 40 });
            run.AppendEvent(Evaluated(60, "valid", 0.61));
            run.AppendEvent(Evaluated(90, "valid", 0.6));
            run.WriteMetrics(new EvaluationReport("test", null, null, 0.59, null, null, null, [], []));
            run.AppendEvent(new RunEnded(RunOutcome.Finished, "no better for 2 epochs") { Step = 90 });
        }
        using (Create("empty")) { }
        Directory.CreateDirectory(_runs["unrelated"]);
        using (Create("torn")) { }
        File.WriteAllText(_runs["torn", "run.json"], "{");

        var runs = RunDirectory.List(_runs.Path);
        Assert.Equal(["done", "empty", "torn"], runs.Select(run => run.Name));
        Assert.Equal([RunState.Finished, RunState.Interrupted, RunState.Damaged], runs.Select(run => run.State));
        Assert.Equal((RunPhase.MaskedTraining, 2, 90L, 0.61, 0.59), (runs[0].Phase!.Value, runs[0].Epoch, runs[0].Step, runs[0].DomainAuc!.Value, runs[0].TestDomainAuc!.Value));
        Assert.Contains("run.json", runs[2].Reason);
        Assert.Empty(RunDirectory.List(_runs["nowhere"]));
    }

    [Fact]
    public void An_unknown_option_is_an_error_that_names_it()
    {
        using var run = Create("a");
        var path = _runs["a", "options.json"];
        File.WriteAllText(path, File.ReadAllText(path).Replace("\"batchSize\"", "\"batchSise\""));
        var fault = Assert.Throws<DataFormatException>(run.ReadOptions);
        Assert.Contains("batchSise", fault.Message);
        Assert.Contains("options.json", fault.Message);
        Assert.NotNull(fault.Row);
    }

    [Fact]
    public void An_option_out_of_range_is_an_error_that_names_it()
    {
        using var run = Create("a");
        var path = _runs["a", "options.json"];
        File.WriteAllText(path, File.ReadAllText(path).Replace("\"batchSize\": 1024", "\"batchSize\": 0"));
        Assert.Contains("Training:BatchSize = 0", Assert.Throws<AreadException>(run.ReadOptions).Message);
    }

    [Fact]
    public void A_place_that_cannot_hold_runs_is_an_error_that_names_it()
    {
        File.WriteAllText(_runs["file"], "");
        Assert.Contains(_runs["file"], Assert.Throws<AreadException>(() => RunDirectory.Create(_runs["file"], "a", Description, new AreadOptions(), RunConflict.Refuse)).Message);
    }

    [Fact]
    public async Task A_resume_removes_what_a_crash_left()
    {
        using (var run = Create("a")) await run.Checkpoints.WritePartAsync("p", [new("w", [1], new float[1])], null, TestContext.Current.CancellationToken);
        using (RunDirectory.Resume(_runs.Path, "a")) Assert.Empty(Directory.EnumerateFiles(_runs["a", "checkpoint"]));
    }

    [Fact]
    public void A_resume_refuses_a_damaged_manifest_and_lets_go_of_the_run()
    {
        using (Create("a")) Directory.CreateDirectory(_runs["a", "checkpoint"]);
        File.WriteAllText(_runs["a", "checkpoint", "manifest.json"], "{");
        Assert.Contains("manifest.json", Assert.Throws<DataFormatException>(() => RunDirectory.Resume(_runs.Path, "a")).Message);
        using (Create("a", RunConflict.Overwrite)) { }
    }

    public void Dispose() => _runs.Dispose();

    private RunDirectory Create(string name, RunConflict onConflict = RunConflict.Refuse, AreadOptions? options = null, TimeProvider? time = null) =>
        RunDirectory.Create(_runs.Path, name, Description, options ?? new AreadOptions(), onConflict, time);

    private static string Text(RunEvent happened) => JsonSerializer.Serialize(happened);

    private static RunStarted Started(long step) => new("a", "set", 2, 100, 10, 20, 5) { Step = step };

    private static StepsTaken Steps(long step) => new(RunPhase.WarmUp, 0, (int)step, 60, 20, 2000, 0.69, 1.5) { Step = step };

    private static EpochEvaluated Evaluated(long step, string split, double domainAuc) =>
        new(1, true, new EvaluationReport(split, null, null, domainAuc, null, null, null, [], [])) { Step = step };

    private sealed class FixedTime(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
