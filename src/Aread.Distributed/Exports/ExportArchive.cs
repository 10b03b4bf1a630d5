using System.IO.Compression;

namespace Aread.Distributed.Exports;

/// <summary>Writes an export as one zip archive, into a stream that need not be able to go back.</summary>
internal static class ExportArchive
{
    /// <summary>The earliest that the format knows: archives of one model are the same to the byte.</summary>
    private static readonly DateTimeOffset Timeless = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static async Task<ExportManifest> WriteAsync(ExportedModel exported, Stream target, CancellationToken cancellationToken)
    {
        await using var held = new HeldWrites(target);
        var archive = await ZipArchive.CreateAsync(held, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, cancellationToken);
        var manifest = await ExportWriter.WriteAsync(exported, CreateAsync, cancellationToken);
        // Its directory, without which it is no archive, comes with the end: one that was broken off is none.
        await archive.DisposeAsync();
        await held.FlushAsync(cancellationToken);
        return manifest;

        Task<Stream> CreateAsync(string file)
        {
            // Weights do not get smaller.
            var entry = archive.CreateEntry(file, file == ExportManifest.WeightsFile ? CompressionLevel.NoCompression : CompressionLevel.Fastest);
            entry.LastWriteTime = Timeless;
            return entry.OpenAsync(cancellationToken);
        }
    }
}
