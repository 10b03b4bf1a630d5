using System.Text.Json;

namespace Aread.Host.Api;

/// <summary>A run to begin.</summary>
/// <param name="Run">Its name.</param>
/// <param name="Data">Name of the data set.</param>
/// <param name="Base">Train the base recommender instead: one expert, no masks.</param>
/// <param name="Overwrite">Replace a run of this name.</param>
/// <param name="Options">Options of the run by their keys: <c>{"Training:BatchSize": 512, "Hei:Experts": [3, 6, 12]}</c>.</param>
internal sealed record StartRunRequest(string Run, string Data, bool Base = false, bool Overwrite = false, IReadOnlyDictionary<string, JsonElement>? Options = null);
