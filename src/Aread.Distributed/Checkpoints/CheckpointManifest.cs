using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Aread.Distributed.Checkpoints;

/// <summary>A committed checkpoint.</summary>
/// <param name="Version">Of this format.</param>
/// <param name="Step">Training steps committed.</param>
/// <param name="State">What the writer wants back, small and without times or places, since it is part of the hash.</param>
/// <param name="Files">In ordinal order of their parts.</param>
/// <param name="Sha256">Of the whole, over parts, their hashes, step and state: equal runs have equal hashes.</param>
public sealed record CheckpointManifest(int Version, long Step, JsonElement State, IReadOnlyList<CheckpointFile> Files, string Sha256)
{
    public const int CurrentVersion = 1;

    /// <exception cref="ArgumentException">Two files hold the same part.</exception>
    public static CheckpointManifest Create(long step, JsonElement state, IEnumerable<CheckpointFile> files)
    {
        var ordered = files.OrderBy(file => file.Part, StringComparer.Ordinal).ToArray();
        for (var i = 1; i < ordered.Length; i++)
            if (ordered[i].Part == ordered[i - 1].Part) throw new ArgumentException($"Part '{ordered[i].Part}' is given twice.", nameof(files));
        return new CheckpointManifest(CurrentVersion, step, state, ordered, HashOf(step, state, ordered));
    }

    /// <exception cref="AreadException">There is no such part.</exception>
    public CheckpointFile Find(string part) => Files.FirstOrDefault(file => file.Part == part)
        ?? throw new AreadException($"The checkpoint of step {Step} has no part '{part}'. It was written by another version or for another data set.");

    internal static string HashOf(long step, JsonElement state, IEnumerable<CheckpointFile> ordered)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in ordered) hash.AppendData(Encoding.UTF8.GetBytes($"{file.Part}\n{file.Sha256}\n"));
        hash.AppendData(Encoding.UTF8.GetBytes($"{step}\n"));
        hash.AppendData(JsonSerializer.SerializeToUtf8Bytes(state));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
