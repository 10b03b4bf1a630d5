using System.Text.Json;
using Aread.Data;

namespace Aread.Host.Api;

/// <summary>A run to score, with the weights and masks of its best checkpoint.</summary>
/// <param name="Split">Valid or test.</param>
/// <param name="Data">Name of another data set than the run's, of the same fields.</param>
/// <param name="Options">Options of Compute and Torch by their keys, over the server's: <c>{"Torch:Device": "cuda"}</c>.</param>
internal sealed record EvaluateRunRequest(Split Split = Split.Test, string? Data = null, IReadOnlyDictionary<string, JsonElement>? Options = null);
