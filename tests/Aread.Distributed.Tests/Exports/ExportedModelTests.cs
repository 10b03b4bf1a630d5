using Aread.Data;
using Aread.Distributed.Compute;
using Aread.Distributed.Exports;
using Aread.Evaluation;
using Aread.Hei;
using Aread.Testing;

namespace Aread.Distributed.Tests.Exports;

public sealed class ExportedModelTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    /// <summary>From raw rows, through an export, on two lanes: what the run scored when its rows were imported.</summary>
    [Theory]
    [InlineData(Normalization.Batch, true)]
    [InlineData(Normalization.Layer, true)]
    [InlineData(Normalization.None, true)]
    [InlineData(Normalization.Batch, false)]
    public async Task An_exported_model_scores_raw_rows_as_its_run_scored_the_imported_ones(Normalization normalization, bool masks)
    {
        await using var run = await TrainAsync(normalization, masks);
        await (await run.ReadAsync()).WriteAsync(_directory["export"], overwrite: false, TestContext.Current.CancellationToken);
        var exported = await ExportedModel.LoadAsync(_directory["export"], TestContext.Current.CancellationToken);
        await using var lanes = new DeviceExecutor(new ComputeOptions { Lanes = 2 });

        var scores = await ServedRun.ScoreAsync(exported.Model, lanes);

        Assert.Equal(["drama", "comedy", "other"], exported.Manifest.Features.Domains.Select(domain => domain.Name));
        Assert.Equal(84, scores.Sum(domain => domain.Length));
        foreach (var (expected, found) in run.Scores.Zip(scores))
        {
            Assert.Equal(expected.Scores.Length, found.Length);
            Assert.True(found.Distinct().Count() > 1);
            Assert.All(expected.Scores.Zip(found), pair => Assert.Equal(pair.First, pair.Second, 1e-6f));
        }
        Assert.Equal(masks, exported.Manifest.Features.Domains.All(domain => domain.Mask is not null));
    }

    [Fact]
    public async Task It_tells_where_it_is_from_and_what_it_scored()
    {
        await using var run = await TrainAsync(Normalization.Batch, masks: true);

        var manifest = await (await run.ReadAsync()).WriteAsync(_directory["export"], overwrite: false, TestContext.Current.CancellationToken);

        Assert.Equal((ServedRun.Name, "data", run.Dataset.Fingerprint), (manifest.Run, manifest.Dataset, manifest.Fingerprint));
        Assert.Equal(EvaluationReport.From("test", run.Scores).DomainAuc, manifest.Metrics!.DomainAuc);
        Assert.Equal(["noir", "western"], manifest.Features.Domains.Single(domain => domain.Name == "other").Pooled);
        Assert.Equal(["user", "item", "ts", "price", "device", "seen"], manifest.Features.Inputs());
        Assert.Equal(manifest.Files.Select(file => file.File).Append("export.json").Order(), Directory.GetFiles(_directory["export"]).Select(path => Path.GetFileName(path)).Order());
        Assert.Equal(AreadJson.Write(manifest), AreadJson.Write((await ExportedModel.LoadAsync(_directory["export"], TestContext.Current.CancellationToken)).Manifest));
    }

    [Fact]
    public async Task Equal_runs_give_equal_files()
    {
        await using var run = await TrainAsync(Normalization.Batch, masks: true);
        var exported = await run.ReadAsync();

        var first = await exported.WriteAsync(_directory["first"], overwrite: false, TestContext.Current.CancellationToken);
        var second = await (await run.ReadAsync()).WriteAsync(_directory["second"], overwrite: false, TestContext.Current.CancellationToken);

        Assert.Equal(first.Files, second.Files);
    }

    [Fact]
    public async Task An_export_is_replaced_only_when_asked_and_nothing_else_ever()
    {
        await using var run = await TrainAsync(Normalization.None, masks: true);
        var exported = await run.ReadAsync();
        await exported.WriteAsync(_directory["export"], overwrite: false, TestContext.Current.CancellationToken);

        Assert.Contains("holds an exported model already", (await FaultAsync(() => exported.WriteAsync(_directory["export"], overwrite: false))).Message);
        await exported.WriteAsync(_directory["export"], overwrite: true, TestContext.Current.CancellationToken);
        Assert.Contains("is not empty and is no exported model", (await FaultAsync(() => exported.WriteAsync(_directory["data"], overwrite: true))).Message);
        Assert.True(File.Exists(_directory["data", "dataset.json"]));
    }

    [Fact]
    public async Task An_export_that_is_broken_off_leaves_nothing()
    {
        await using var run = await TrainAsync(Normalization.None, masks: true);
        var exported = await run.ReadAsync();
        var before = Directory.GetFileSystemEntries(_directory.Path);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            ExportWriter.WriteAsync(exported, _directory["export"], overwrite: false, new CancellationToken(canceled: true)));

        Assert.Equal(before.Order(), Directory.GetFileSystemEntries(_directory.Path).Order());
    }

    [Theory]
    [InlineData("model.safetensors", "model.safetensors: The file was cut short or altered")]
    [InlineData("vocabulary-000.json", "vocabulary-000.json: The file was cut short or altered")]
    public async Task A_file_that_was_altered_is_named(string file, string message)
    {
        await using var run = await TrainAsync(Normalization.None, masks: true);
        await (await run.ReadAsync()).WriteAsync(_directory["export"], overwrite: false, TestContext.Current.CancellationToken);
        var bytes = await File.ReadAllBytesAsync(_directory["export", file], TestContext.Current.CancellationToken);
        bytes[^2] ^= 1;
        await File.WriteAllBytesAsync(_directory["export", file], bytes, TestContext.Current.CancellationToken);

        Assert.Contains(message, (await FaultAsync(() => ExportedModel.LoadAsync(_directory["export"]))).Message);
        File.Delete(_directory["export", file]);
        Assert.Contains($"{file}: The file is missing.", (await FaultAsync(() => ExportedModel.LoadAsync(_directory["export"]))).Message);
    }

    [Fact]
    public async Task What_is_no_export_and_what_is_no_run_is_told_so()
    {
        Assert.Contains("There is no exported model here.", (await FaultAsync(() => ExportedModel.LoadAsync(_directory.Path))).Message);
        Assert.Contains("There is no run 'none'", (await FaultAsync(() => ExportedModel.OfRunAsync(_directory["runs"], "none", null))).Message);
    }

    private Task<ServedRun> TrainAsync(Normalization normalization, bool masks)
    {
        var options = SmallOptions.Create();
        return ServedRun.TrainAsync(_directory, options with
        {
            Hei = options.Hei with { Normalization = normalization },
            Hemp = options.Hemp with { Enabled = masks },
        });
    }

    private static Task<AreadException> FaultAsync(Func<Task> act) => Assert.ThrowsAnyAsync<AreadException>(act);
}
