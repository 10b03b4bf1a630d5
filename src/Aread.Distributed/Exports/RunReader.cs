using Aread.Data;
using Aread.Distributed.Checkpoints;
using Aread.Distributed.Runs;
using Aread.Distributed.Synchronization;
using Aread.Hei;
using Aread.Hemp;
using Aread.Serving;
using Aread.Training;

namespace Aread.Distributed.Exports;

/// <summary>Puts a run's best checkpoint and the vocabularies of its data set together.</summary>
internal static class RunReader
{
    /// <summary>How often to begin again: a run commits far more seldom than its files can be read.</summary>
    private const int MostTries = 5;

    /// <summary>A run that is under way deletes the files of a checkpoint that it replaces: then its successor is read.</summary>
    /// <param name="found">Awaited before the files of a checkpoint are read.</param>
    public static async Task<ExportedModel> ReadAsync(string runs, string name, string? data, Func<CheckpointManifest, Task> found, CancellationToken cancellationToken)
    {
        using var run = RunDirectory.Open(runs, name);
        for (var tries = 1; ; tries++)
        {
            var checkpoint = run.Checkpoints.TryRead(SavePoint.Best)
                ?? throw new AreadException($"Run '{name}' has no best checkpoint yet: no epoch of it was evaluated. Let it train on (aread train --run {name} --resume).");
            await found(checkpoint);
            try
            {
                return await ReadAsync(run, checkpoint, data, cancellationToken);
            }
            catch (Exception fault) when (fault is AreadException or IOException && tries < MostTries && run.Checkpoints.TryRead(SavePoint.Best)?.Sha256 != checkpoint.Sha256)
            {
            }
        }
    }

    private static async Task<ExportedModel> ReadAsync(RunDirectory run, CheckpointManifest checkpoint, string? data, CancellationToken cancellationToken)
    {
        var options = run.ReadOptions();
        // What its domains changed to lies in the run itself.
        var dataset = Dataset.Open(data is not null && RunData.ChangesAt(checkpoint).Count == 0 ? data : run.Data.DirectoryAt(checkpoint));
        run.Data.Require(dataset, checkpoint, sameSamples: false);

        var vocabularies = new List<IReadOnlyList<string>>();
        foreach (var field in dataset.Manifest.Fields) vocabularies.Add(await VocabularyFile.ReadAsync(dataset, field, cancellationToken));
        var layout = new DenseLayout(ModelShape.Create(options.Hei, FeatureLayout.Of(dataset.Manifest)));
        var masks = options.Hemp.Enabled ? await MasksAsync(run.Checkpoints, checkpoint, dataset, layout.Shape.Experts, cancellationToken) : null;
        var schema = ServedSchema.Of(dataset, vocabularies, domain => masks?[domain]);
        var dense = await run.Checkpoints.ReadPartAsync(checkpoint.Find(DensePart.Name), cancellationToken);
        var embedding = await EmbeddingAsync(run.Checkpoints, checkpoint, layout.Shape, cancellationToken);
        var manifest = new ExportManifest(
            ExportManifest.CurrentVersion, run.Name, checkpoint.Step, checkpoint.Sha256, dataset.Manifest.Name, dataset.Fingerprint,
            ExportedShape.Of(layout.Shape), schema, [], run.ReadMetrics());
        return new ExportedModel(manifest, new ServedModel(schema, layout, DensePart.WeightsOf(dense, layout, checkpoint.Step), embedding, vocabularies));
    }

    /// <summary>By domain; one that was not searched uses every edge.</summary>
    private static async Task<string[][]> MasksAsync(
        CheckpointStore store, CheckpointManifest checkpoint, Dataset dataset, MaskShape experts, CancellationToken cancellationToken)
    {
        var masks = new string[dataset.Manifest.Domains.Count][];
        for (var domain = 0; domain < masks.Length; domain++)
        {
            var state = await DomainPart.ReadAsync(store, checkpoint.Find(DomainPart.Name(domain)), cancellationToken);
            masks[domain] = (state.Mask ?? ExpertMask.Full(experts).ToBits()).Split('|');
        }
        return masks;
    }

    private static async Task<float[]> EmbeddingAsync(CheckpointStore store, CheckpointManifest checkpoint, ModelShape shape, CancellationToken cancellationToken)
    {
        var length = (long)shape.Features.Rows * shape.EmbeddingSize;
        if (length > Array.MaxLength)
            throw new AreadException($"The embedding table has {length:N0} numbers; one process can serve or export {Array.MaxLength:N0}.");
        var table = GC.AllocateUninitializedArray<float>((int)length);
        var at = 0;
        for (var block = 0; block < new ShardMap(shape.Features.Rows, 1).Blocks; block++)
        {
            var rows = await RowsPart.ReadWeightsAsync(store, checkpoint.Find(RowsPart.Name(block)), cancellationToken);
            if (rows.Length > table.Length - at) throw OtherTable();
            rows.CopyTo(table, at);
            at += rows.Length;
        }
        return at == table.Length ? table : throw OtherTable();
    }

    private static AreadException OtherTable() =>
        new("The saved embedding rows are of another table: sizes differ. Use the data set the run was started with.");
}
