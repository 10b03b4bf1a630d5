using Aread.Distributed.Exports;
using Aread.Host.Tests.Serving;
using Aread.Testing;

namespace Aread.Host.Tests.Commands;

public sealed class ExportCommandTests(TrainedRun run) : IClassFixture<TrainedRun>, IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task What_was_written_is_told()
    {
        var ended = await ExportAsync();
        Assert.Equal(ExitCode.Done, ended.Code);
        Assert.Matches(@"^first, step \d+: 3 domains, 5 files, 0\.0 MiB in ", ended.Output);
        Assert.Equal(["export.json", "model.safetensors", "vocabulary-000.json", "vocabulary-001.json", "vocabulary-002.json"],
            Directory.GetFiles(_directory["out"]).Select(path => Path.GetFileName(path)).Order());
    }

    [Fact]
    public async Task Json_is_the_manifest()
    {
        var ended = await ExportAsync("--json");
        Assert.Equal(AreadJson.Write(AreadJson.ReadFile<ExportManifest>(_directory["out", "export.json"])), AreadJson.Write(AreadJson.Read<ExportManifest>(ended.Output)));
    }

    [Fact]
    public async Task An_export_is_replaced_only_when_asked()
    {
        await ExportAsync();
        var again = await ExportAsync();
        Assert.Equal(ExitCode.UserError, again.Code);
        Assert.Contains("holds an exported model already. Replace it (--overwrite) or name another directory.", again.Errors);
        Assert.Equal(ExitCode.Done, (await ExportAsync("--overwrite")).Code);
    }

    [Fact]
    public async Task A_data_set_that_was_moved_can_be_named()
    {
        using var moved = new TemporaryDirectory();
        await SmallDataset.CreateAsync(moved["data"], 96, 64, 40);
        Assert.Equal(ExitCode.Done, (await ExportAsync("--data", moved["data"])).Code);
        await SmallDataset.CreateAsync(moved["other"], 70, [96, 64, 40]);
        var other = await ExportAsync("--overwrite", "--data", moved["other"]);
        Assert.Equal(ExitCode.UserError, other.Code);
        Assert.Contains("fields, vocabularies, sequences or domains", other.Errors);
    }

    [Fact]
    public async Task A_run_without_an_evaluated_epoch_has_nothing_to_export()
    {
        var engine = new ScriptedEngine();
        await ProgramRun.Of(engine, "train", "--data", run.Data, "--run", "empty", "--runs", _directory["runs"]);
        var ended = await ProgramRun.Of("export", "--run", "empty", "--runs", _directory["runs"], "--to", _directory["out"]);
        Assert.Equal(ExitCode.UserError, ended.Code);
        Assert.Contains("Run 'empty' has no best checkpoint yet", ended.Errors);
        Assert.False(Directory.Exists(_directory["out"]));
    }

    private Task<ProgramRun> ExportAsync(params string[] arguments) =>
        ProgramRun.Of(["export", "--run", TrainedRun.Name, "--runs", run.Runs, "--to", _directory["out"], .. arguments]);
}
