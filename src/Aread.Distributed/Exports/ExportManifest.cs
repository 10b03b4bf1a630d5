using Aread.Data;
using Aread.Evaluation;
using Aread.Serving;

namespace Aread.Distributed.Exports;

/// <summary>The contents of <c>export.json</c>: everything that scoring needs beside weights and vocabularies.</summary>
/// <param name="Version">Of this format.</param>
/// <param name="Run">The run's name.</param>
/// <param name="Step">Training steps that the weights have taken.</param>
/// <param name="Checkpoint">SHA-256 of the checkpoint they are from.</param>
/// <param name="Dataset">Name of the data set.</param>
/// <param name="Fingerprint">Of the data set.</param>
/// <param name="Features">What a sample says, and what the model makes of it.</param>
/// <param name="Files">All others of the export.</param>
/// <param name="Metrics">The run's last evaluation; null if it had none.</param>
public sealed record ExportManifest(
    int Version,
    string Run,
    long Step,
    string Checkpoint,
    string Dataset,
    DatasetFingerprint Fingerprint,
    ExportedShape Model,
    ServedSchema Features,
    IReadOnlyList<ExportedFile> Files,
    EvaluationReport? Metrics)
{
    public const int CurrentVersion = 1;

    public const string FileName = "export.json";

    public const string WeightsFile = "model.safetensors";

    internal static DirectoryKind Kind { get; } = new(FileName, "an", "exported model");
}
