using Aread.Distributed.Synchronization;
using Aread.Hemp;
using Aread.Training;

namespace Aread.Distributed.Checkpoints;

/// <summary>The files of a checkpoint after a change of domains: those that hold nothing else than before are the same files.</summary>
internal sealed class CheckpointTransfer(CheckpointStore store, RunContext from, RunContext to)
{
    /// <summary>Blocks of rows in memory: rows go on in order, those that pad sequences apart.</summary>
    private const int BlocksInMemory = 3;

    private readonly DomainTransfer _transfer = new(from, to);

    /// <summary>Writes what is new; to be committed.</summary>
    /// <exception cref="AreadException">A part is missing or damaged, or the disk is full.</exception>
    public async Task<IReadOnlyList<CheckpointFile>> FilesAsync(CheckpointManifest checkpoint, CancellationToken cancellationToken)
    {
        var files = new List<CheckpointFile> { checkpoint.Find(DensePart.Name) };
        await AddRowsAsync(files, checkpoint, cancellationToken);
        for (var domain = 0; domain < to.Domains.Count; domain++) files.Add(await DomainAsync(domain, checkpoint, cancellationToken));
        return files;
    }

    private async Task<CheckpointFile> DomainAsync(int domain, CheckpointManifest checkpoint, CancellationToken cancellationToken)
    {
        if (_transfer.PlaceBefore(domain) is not { } place)
        {
            var experts = to.Model.Layout.Shape.Experts;
            return await DomainPart.WriteAsync(store, domain, new DomainState(null, new GateStatistics(experts).Export(), []), cancellationToken);
        }
        var file = checkpoint.Find(DomainPart.Name(place));
        return place == domain ? file : await DomainPart.WriteAsync(store, domain, await DomainPart.ReadAsync(store, file, cancellationToken), cancellationToken);
    }

    private async Task AddRowsAsync(List<CheckpointFile> files, CheckpointManifest checkpoint, CancellationToken cancellationToken)
    {
        var rows = to.Model.Layout.Shape.Features.Rows;
        var held = new List<(int Block, EmbeddingTable Rows)>();
        for (var first = 0; first < rows; first += ShardMap.BlockRows)
        {
            if (_transfer.KeepsRows)
            {
                files.Add(checkpoint.Find(RowsPart.Name(first / ShardMap.BlockRows)));
                continue;
            }
            var table = TableOf(first, Math.Min(ShardMap.BlockRows, rows - first));
            for (var row = first; row < first + table.Rows; row++)
                table.Take(row, await BlockAsync(held, checkpoint, (_transfer.RowBefore(row) ?? 0) / ShardMap.BlockRows, cancellationToken), _transfer);
            files.Add(await RowsPart.WriteAsync(store, RowBlock.CopyOf(table).Single(), cancellationToken));
        }
    }

    private async ValueTask<EmbeddingTable> BlockAsync(List<(int Block, EmbeddingTable Rows)> held, CheckpointManifest checkpoint, int block, CancellationToken cancellationToken)
    {
        foreach (var known in held)
            if (known.Block == block) return known.Rows;
        if (held.Count == BlocksInMemory) held.RemoveAt(0);
        var first = block * ShardMap.BlockRows;
        var table = TableOf(first, Math.Min(ShardMap.BlockRows, from.Model.Layout.Shape.Features.Rows - first));
        await RowsPart.RestoreAsync(store, checkpoint.Find(RowsPart.Name(block)), table, 0, table.Rows, cancellationToken);
        held.Add((block, table));
        return table;
    }

    private EmbeddingTable TableOf(int first, int rows) => new(first, rows, to.Options.Hei.EmbeddingSize, to.Options.Hei.EmbeddingInitialRange, to.Options.Training);
}
