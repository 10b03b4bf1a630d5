namespace Aread.Distributed.Checkpoints;

/// <summary>The contents of one file of a checkpoint.</summary>
/// <param name="File">Where it was read from, for messages.</param>
public sealed record CheckpointPart(string File, IReadOnlyDictionary<string, CheckpointTensor> Tensors, IReadOnlyDictionary<string, string> Metadata)
{
    /// <exception cref="AreadException">The part has no such tensor.</exception>
    public CheckpointTensor this[string tensor] => Tensors.TryGetValue(tensor, out var found)
        ? found
        : throw new AreadException($"{File} has no tensor '{tensor}'. It was written by another version or for another model.");
}
