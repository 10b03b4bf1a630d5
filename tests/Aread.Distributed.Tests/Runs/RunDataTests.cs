using Aread.Data;
using Aread.Distributed.Exports;
using Aread.Distributed.Hosting;
using Aread.Distributed.Runs;
using Aread.Distributed.Tests.Grains;
using Aread.Testing;
using Aread.Training;

namespace Aread.Distributed.Tests.Runs;

/// <summary>Which data sets stay in the directory of a run whose domains change.</summary>
public sealed class RunDataTests : IDisposable
{
    private const string Run = "run", Added = "d3";

    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Those_stay_that_the_checkpoints_go_on_with_or_name_files_of()
    {
        await using var run = await ChangedAsync(SmallOptions.Create());
        Assert.Equal(["0001", "0003"], Kept());

        await ChangeAsync(run, DomainChangeKind.Remove);

        Assert.Equal(["0004"], Kept());
        Assert.Equal(3, (await ExportedModel.OfRunAsync(run.Runs, Run, null, TestContext.Current.CancellationToken)).Manifest.Features.Domains.Count);
        await ChangeAsync(run, DomainChangeKind.Add);
        Assert.Equal(["0005"], Kept());
    }

    [Fact]
    public async Task Those_of_older_checkpoints_stay_as_long_as_these_are_kept()
    {
        var options = SmallOptions.Create();
        await using var run = await ChangedAsync(options with { Training = options.Training with { KeptCheckpoints = 1000 } });
        Assert.Equal(["0001", "0002", "0003"], Kept());
    }

    [Fact]
    public async Task What_a_crash_left_goes_when_the_run_goes_on()
    {
        await using var run = await ChangedAsync(SmallOptions.Create());
        // Half deleted, made ready and never taken up, half written.
        Directory.CreateDirectory(DataOf("0002"));
        await SmallDataset.CreateAsync(DataOf("0004"), 20, 20);
        Directory.CreateDirectory(DataOf("0004.abc.partial"));

        RunDirectory.Resume(run.Runs, Run).Dispose();

        Assert.Equal(["0001", "0003"], Kept());
    }

    [Fact]
    public async Task Nothing_goes_while_it_cannot_be_told_what_is_needed()
    {
        await using var run = await ChangedAsync(SmallOptions.Create());
        await SmallDataset.CreateAsync(DataOf("0002"), 20, 20);
        File.Move(Path.Combine(DataOf("0003"), DatasetManifest.FileName), _directory["away"]);

        RunDirectory.Resume(run.Runs, Run).Dispose();

        Assert.Equal(["0001", "0002", "0003"], Kept());
    }

    [Fact]
    public async Task One_that_is_made_ready_stays()
    {
        await using var run = await ChangedAsync(SmallOptions.Create());
        using var opened = run.Open(Run);
        await SmallDataset.CreateAsync(DataOf("0004"), 20, 20);

        opened.Data.RemoveUnused(opened.Checkpoints, last: 3);

        Assert.Equal(["0001", "0003", "0004"], Kept());
    }

    [Fact]
    public async Task A_clean_up_that_cannot_tell_what_is_kept_harms_nobody()
    {
        await using var run = await ChangedAsync(SmallOptions.Create());
        using var opened = run.Open(Run);
        await SmallDataset.CreateAsync(DataOf("0002"), 20, 20);
        File.WriteAllText(Directory.GetFiles(Path.Combine(opened.Checkpoints.Directory, "commits")).Order().Last(), "{");
        Assert.ThrowsAny<AreadException>(() => opened.Checkpoints.KeptManifests());

        opened.Data.RemoveUnused(opened.Checkpoints, last: 3);

        Assert.Equal(["0001", "0002", "0003"], Kept());
    }

    [Fact]
    public async Task No_other_run_begins_on_what_the_run_will_delete()
    {
        await using var run = await ChangedAsync(SmallOptions.Create());
        foreach (var (name, conflict) in new[] { ("again", RunConflict.Refuse), (Run, RunConflict.Overwrite) })
        {
            var refused = Assert.Throws<AreadException>(() => Begin(name, DataOf("0003"), conflict));
            Assert.Contains("is a data set of run 'run', which deletes it", refused.Message, StringComparison.Ordinal);
        }
        Assert.False(Directory.Exists(_directory["runs", "again"]));
        Assert.Equal(["0001", "0003"], Kept());

        // As the message says.
        foreach (var file in Directory.GetFiles(DataOf(""), "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(_directory["copied"], Path.GetRelativePath(DataOf(""), file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
        Begin("again", _directory["copied", "0003"], RunConflict.Refuse).Dispose();

        RunDirectory Begin(string name, string data, RunConflict conflict) =>
            RunDirectory.Create(run.Runs, name, RunDescription.Of(Dataset.Open(data), 0, DateTimeOffset.UnixEpoch), SmallOptions.Create(), conflict);
    }

    [Fact]
    public async Task A_data_set_that_is_named_stands_for_the_one_the_run_began_with_alone()
    {
        await using var run = await ChangedAsync(SmallOptions.Create());
        var read = await ExportedModel.OfRunAsync(run.Runs, Run, _directory["data"], TestContext.Current.CancellationToken);
        Assert.Equal(4, read.Manifest.Features.Domains.Count);
    }

    /// <summary>A run that has finished, to which a domain came that then was paused and resumed.</summary>
    private async Task<EngineRun> ChangedAsync(AreadOptions options)
    {
        await SmallDataset.CreateAsync(_directory["data"], 64, 40, 17);
        await SmallDataset.CreateAsync(_directory["more"], 64, 40, 17, 33);
        var run = new EngineRun(_directory, options);
        await run.TrainAsync(Run);
        foreach (var kind in new[] { DomainChangeKind.Add, DomainChangeKind.Pause, DomainChangeKind.Resume }) await ChangeAsync(run, kind);
        return run;
    }

    private async Task ChangeAsync(EngineRun run, DomainChangeKind kind)
    {
        var (options, last) = (SmallOptions.Create(), (RunEvent?)null);
        var request = new DomainRequest(Run, run.Runs, kind, Added, kind == DomainChangeKind.Add ? _directory["more"] : null, 0, options.Compute, options.Torch);
        await foreach (var happened in run.Engine.ChangeAsync(request, TestContext.Current.CancellationToken)) last = happened;
        Assert.Equal(RunOutcome.Finished, Assert.IsType<RunEnded>(last).Outcome);
    }

    private IEnumerable<string?> Kept() => Directory.GetDirectories(DataOf("")).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal);

    private string DataOf(string change) => _directory["runs", Run, "data", change];
}
