using Aread.Distributed.Checkpoints;

namespace Aread.Distributed.Contracts;

/// <summary>See <see cref="CheckpointFile"/>.</summary>
[GenerateSerializer, Immutable, Alias("Aread.SavedFile")]
public sealed record SavedFile(
    [property: Id(0)] string Part,
    [property: Id(1)] string File,
    [property: Id(2)] long Bytes,
    [property: Id(3)] string Sha256) : WireRecord
{
    public static SavedFile Of(CheckpointFile file) => new(file.Part, file.File, file.Bytes, file.Sha256);

    public CheckpointFile ToCheckpointFile() => new(Part, File, Bytes, Sha256);
}
