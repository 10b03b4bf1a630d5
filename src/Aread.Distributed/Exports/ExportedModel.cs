using Aread.Serving;

namespace Aread.Distributed.Exports;

/// <summary>A trained model with all that scoring needs, from a run or from an export.</summary>
/// <param name="Manifest">Without files where it is from a run.</param>
public sealed record ExportedModel(ExportManifest Manifest, ServedModel Model)
{
    /// <summary>Name of the embedding table among the tensors.</summary>
    internal const string Embedding = "embedding";

    /// <summary>Reads the best checkpoint of a run, also while the run is under way.</summary>
    /// <param name="data">The data set; null: the one the run was trained on.</param>
    /// <exception cref="AreadException">There is no such run, it has no best checkpoint, or does not fit the data set.</exception>
    public static Task<ExportedModel> OfRunAsync(string runs, string run, string? data, CancellationToken cancellationToken = default) =>
        Task.Run(() => RunReader.ReadAsync(runs, run, data, static _ => Task.CompletedTask, cancellationToken), cancellationToken);

    /// <summary>Reads an export, after every file was found to be as its manifest says.</summary>
    /// <exception cref="AreadException">There is none, or a file of it is missing, damaged or of another version.</exception>
    public static Task<ExportedModel> LoadAsync(string directory, CancellationToken cancellationToken = default) =>
        Task.Run(() => ExportReader.ReadAsync(directory, cancellationToken), cancellationToken);

    /// <summary>Writes an export, whole or not at all.</summary>
    /// <returns>What is written, with its files.</returns>
    /// <exception cref="AreadException">Something is there already, or the place cannot be written.</exception>
    public Task<ExportManifest> WriteAsync(string directory, bool overwrite, CancellationToken cancellationToken = default) =>
        Task.Run(() => ExportWriter.WriteAsync(this, directory, overwrite, cancellationToken), cancellationToken);

    /// <summary>Writes an export as a zip archive of the files that <see cref="WriteAsync"/> writes. What was broken off has no end, and is no archive.</summary>
    /// <param name="target">Is left open.</param>
    /// <inheritdoc cref="WriteAsync" path="/returns"/>
    public Task<ExportManifest> WriteArchiveAsync(Stream target, CancellationToken cancellationToken = default) =>
        Task.Run(() => ExportArchive.WriteAsync(this, target, cancellationToken), cancellationToken);
}
