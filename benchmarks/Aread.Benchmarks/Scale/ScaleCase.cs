namespace Aread.Benchmarks.Scale;

/// <summary>A cluster that is not there. All of this is assumed, not measured.</summary>
/// <param name="Silos">Of one lane each; the coordinator's is one of them.</param>
/// <param name="NetworkBytesPerSecond">Of a silo's link, each way.</param>
/// <param name="BatchesPerSilo">Batches of a step that each silo computes, one after another.</param>
/// <param name="BatchSeconds">Forward and backward of a batch in a lane.</param>
/// <param name="CoordinatorCores">Among which weights and gradients are packed and unpacked.</param>
/// <param name="DiskBytesPerSecond">Of the storage that checkpoints go to.</param>
/// <param name="CheckpointSteps">Steps between two checkpoints.</param>
/// <param name="EmbeddingRows">Of the whole table, which has a shard in each silo.</param>
internal sealed record ScaleCase(
    int Silos,
    double NetworkBytesPerSecond,
    int BatchesPerSilo,
    double BatchSeconds,
    int CoordinatorCores = 8,
    double DiskBytesPerSecond = 1e9,
    int CheckpointSteps = 2000,
    long EmbeddingRows = 10_000_000);
