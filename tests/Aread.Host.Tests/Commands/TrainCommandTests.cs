using System.Text.Json;
using Aread.Testing;
using Aread.Training;

namespace Aread.Host.Tests.Commands;

public sealed class TrainCommandTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    private string Data => Directory.CreateDirectory(_directory["data"]).FullName;

    private string Runs => _directory["runs"];

    [Fact]
    public async Task A_finished_run_prints_its_test_scores()
    {
        var engine = new ScriptedEngine();
        var run = await TrainAsync(engine);
        Assert.Equal(ExitCode.Done, run.Code);
        Assert.Empty(run.Errors);
        Assert.Contains("DomainAUC", run.Output);
        Assert.Contains("0.7700", run.Output);
        Assert.Contains(Path.Combine(Runs, "first", "report.html"), run.Output);
        Assert.True(File.Exists(Path.Combine(Runs, "first", "report.html")));
        Assert.True(engine.IsDisposed);
    }

    [Fact]
    public async Task Options_come_from_all_layers()
    {
        var engine = new ScriptedEngine();
        var setting = new ProgramSetting
        {
            Files = [_directory.Write("appsettings.json", """{ "Training": { "Seed": 5, "Patience": 3 } }""")],
            Variables = new Dictionary<string, string> { ["AREAD_Training__Patience"] = "4" },
        };
        await ProgramRun.Of(engine, setting, CancellationToken.None, "train", "--data", Data, "--run", "first", "--runs", Runs, "--base", "--set", "Training:BatchSize=64", "--set", "Training:MaximumEpochs=1");
        var options = engine.Trained!.Options;
        Assert.Equal((5L, 4, 64, 1), (options.Training.Seed, options.Training.Patience, options.Training.BatchSize, options.Training.MaximumEpochs));
        Assert.False(options.Hemp.Enabled);
        Assert.Equal([1], options.Hei.Experts);
    }

    [Fact]
    public async Task Json_is_events_and_nothing_else()
    {
        var run = await TrainAsync(new ScriptedEngine(), "--json");
        var lines = run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(Stories.Finished().Count, lines.Length);
        Assert.All(lines, line => Assert.NotNull(JsonSerializer.Deserialize<RunEvent>(line, AreadJson.Compact)));
    }

    [Theory]
    [InlineData("Training:Batchsiz=3", "Training:BatchSize")]
    [InlineData("Training:BatchSize=1", "Training:BatchSize = 1: must be from 2 to 10000000.")]
    [InlineData("Hei:Experts=0", "Hei:Experts")]
    public async Task An_option_that_cannot_be_used_is_refused_before_anything_is_done(string assignment, string message)
    {
        var engine = new ScriptedEngine();
        var run = await TrainAsync(engine, "--set", assignment);
        Assert.Equal(ExitCode.UserError, run.Code);
        Assert.Contains(message, run.Errors);
        Assert.Null(engine.Trained);
        Assert.False(Directory.Exists(Runs));
    }

    [Fact]
    public async Task A_missing_data_set_is_refused()
    {
        var run = await ProgramRun.Of("train", "--data", _directory["nothing"], "--run", "first", "--runs", Runs);
        Assert.Equal(ExitCode.UserError, run.Code);
        Assert.Contains($"There is no data set at {_directory["nothing"]}", run.Errors);
    }

    [Fact]
    public async Task A_name_that_is_taken_is_refused_unless_told_otherwise()
    {
        await TrainAsync(new ScriptedEngine());
        var again = await TrainAsync(new ScriptedEngine());
        Assert.Equal(ExitCode.UserError, again.Code);
        Assert.Contains("--overwrite", again.Errors);
        Assert.Equal(ExitCode.Done, (await TrainAsync(new ScriptedEngine(), "--overwrite")).Code);
    }

    [Fact]
    public async Task A_resumed_run_keeps_its_data_set_and_options()
    {
        await TrainAsync(new ScriptedEngine(), "--set", "Training:Seed=42", "--set", "Training:BatchSize=64");
        var engine = new ScriptedEngine();
        var setting = new ProgramSetting { Variables = new Dictionary<string, string> { ["AREAD_Training__BatchSize"] = "128" } };
        var run = await ProgramRun.Of(engine, setting, CancellationToken.None, "train", "--run", "first", "--runs", Runs, "--resume", "--set", "Compute:Lanes=3");
        Assert.Equal(ExitCode.Done, run.Code);
        var request = engine.Trained!;
        Assert.True(request.Resume);
        Assert.Equal(Data, request.DataDirectory);
        Assert.Equal((42L, 64, 3), (request.Options.Training.Seed, request.Options.Training.BatchSize, request.Options.Compute.Lanes));
    }

    [Theory]
    [InlineData("Training:LearningRate=0.5", "Training:LearningRate")]
    [InlineData("hei:experts=4", "Hei:Experts")]
    [InlineData("Compute:ThreadsPerLane=2", "Compute:ThreadsPerLane")]
    public async Task A_resumed_run_refuses_options_that_are_its_own(string assignment, string key)
    {
        await TrainAsync(new ScriptedEngine());
        var engine = new ScriptedEngine();
        var run = await TrainAsync(engine, "--resume", "--set", "Compute:Lanes=1", "--set", assignment);
        Assert.Equal(ExitCode.UserError, run.Code);
        Assert.Contains($"--set: {key} cannot be set here: a resumed run keeps its options.", run.Errors);
        Assert.Contains("What can be set is Compute:Lanes, Compute:QueueCapacity, Torch:Device, Torch:LibraryPath.", run.Errors);
        Assert.Null(engine.Trained);
    }

    [Fact]
    public async Task A_resumed_run_may_compute_elsewhere()
    {
        await TrainAsync(new ScriptedEngine());
        var engine = new ScriptedEngine();
        await TrainAsync(engine, "--resume", "--set", "Compute:QueueCapacity=9", "--set", "Torch:Device=cuda:1", "--set", "Torch:LibraryPath=/torch");
        var options = engine.Trained!.Options;
        Assert.Equal((9, "cuda:1", "/torch"), (options.Compute.QueueCapacity, options.Torch.Device, options.Torch.LibraryPath));
    }

    [Fact]
    public async Task A_run_that_is_not_there_cannot_be_resumed()
    {
        var run = await TrainAsync(new ScriptedEngine(), "--resume");
        Assert.Equal(ExitCode.UserError, run.Code);
        Assert.Contains("There is no run 'first'", run.Errors);
    }

    [Fact]
    public async Task A_stopped_run_says_how_to_go_on()
    {
        using var stop = new CancellationTokenSource();
        var engine = new ScriptedEngine { Before = happened => { if (happened is MaskFound) stop.Cancel(); } };
        var run = await ProgramRun.Of(engine, new ProgramSetting(), stop.Token, "train", "--data", Data, "--run", "first", "--runs", Runs);
        Assert.Equal(ExitCode.Stopped, run.Code);
        Assert.Contains("Stopping at the next step", run.Output);
        Assert.Contains($"To go on: aread train --run first --runs {Runs} --resume", run.Errors);
        Assert.True(engine.IsDisposed);
    }

    [Fact]
    public async Task A_failed_run_gives_its_reason()
    {
        var run = await TrainAsync(new ScriptedEngine { Story = Stories.Failed("The loss of domain 'toys' became NaN at step 11.") });
        Assert.Equal(ExitCode.UserError, run.Code);
        Assert.Contains("The loss of domain 'toys' became NaN at step 11.", run.Errors);
    }

    [Fact]
    public async Task A_fault_leaves_its_trace_in_the_run_s_log()
    {
        var run = await TrainAsync(new ScriptedEngine { Before = happened => { if (happened is MaskFound) throw new InvalidOperationException("Broken."); } });
        Assert.Equal(ExitCode.Fault, run.Code);
        Assert.DoesNotContain("   at ", run.Errors);
        var log = Assert.Single(Directory.GetFiles(Path.Combine(Runs, "first", "log"), "*.clef"));
        Assert.Contains(log, run.Errors);
        Assert.Contains(nameof(ScriptedEngine), await File.ReadAllTextAsync(log, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task The_log_can_lie_elsewhere()
    {
        await TrainAsync(new ScriptedEngine(), "--log", _directory["train.clef"]);
        Assert.True(File.Exists(_directory["train.clef"]));
        Assert.False(Directory.Exists(Path.Combine(Runs, "first", "log")));
    }

    [Theory]
    [InlineData("Option '--data' is required.", "train", "--run", "a")]
    [InlineData("Option '--run' is required.", "train", "--data", "a")]
    [InlineData("exclude each other", "train", "--run", "a", "--data", "a", "--resume", "--overwrite")]
    [InlineData("a resumed run keeps its options", "train", "--run", "a", "--resume", "--base")]
    [InlineData("--bogus", "train", "--run", "a", "--data", "a", "--bogus")]
    [InlineData("trian", "trian")]
    public async Task A_wrong_command_line_is_a_usage_error(string message, params string[] arguments)
    {
        var run = await ProgramRun.Of(arguments);
        Assert.Equal(ExitCode.Usage, run.Code);
        Assert.Contains(message, run.Errors);
        Assert.Contains("--help'", run.Errors);
        Assert.Empty(run.Output);
    }

    public void Dispose() => _directory.Dispose();

    private Task<ProgramRun> TrainAsync(ScriptedEngine engine, params string[] more) =>
        ProgramRun.Of(engine, ["train", "--data", Data, "--run", "first", "--runs", Runs, .. more]);
}
