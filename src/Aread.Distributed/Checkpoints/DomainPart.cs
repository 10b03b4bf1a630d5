using System.Text.Json;
using Aread.Training;

namespace Aread.Distributed.Checkpoints;

/// <summary>A domain's mask, gate statistics and history in a checkpoint, as JSON in the file's metadata.</summary>
public static class DomainPart
{
    private const string Key = "state", Prefix = "domain-";

    /// <param name="domain">Index of the domain.</param>
    public static string Name(int domain) => $"{Prefix}{domain:D5}";

    /// <summary>How many domains a checkpoint is of.</summary>
    public static int CountIn(CheckpointManifest checkpoint) => checkpoint.Files.Count(file => file.Part.StartsWith(Prefix, StringComparison.Ordinal));

    public static Task<CheckpointFile> WriteAsync(CheckpointStore store, int domain, DomainState state, CancellationToken cancellationToken) =>
        store.WritePartAsync(Name(domain), [], new Dictionary<string, string> { [Key] = JsonSerializer.Serialize(state, AreadJson.Compact) }, cancellationToken);

    /// <exception cref="AreadException">The part is damaged.</exception>
    public static async Task<DomainState> ReadAsync(CheckpointStore store, CheckpointFile file, CancellationToken cancellationToken)
    {
        var part = await store.ReadPartAsync(file, cancellationToken);
        return part.Metadata.TryGetValue(Key, out var json) && JsonSerializer.Deserialize<DomainState>(json, AreadJson.Compact) is { } state
            ? state
            : throw new AreadException($"{part.File} holds no state of a domain. It was written by another version.");
    }
}
