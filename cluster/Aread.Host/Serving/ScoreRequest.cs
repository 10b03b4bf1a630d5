using Aread.Serving;

namespace Aread.Host.Serving;

/// <summary>Samples of one domain to be scored.</summary>
/// <param name="Samples">Each names all fields of the model: a text or number, null for an empty one, an array for a list of items.</param>
internal sealed record ScoreRequest(IReadOnlyList<Dictionary<string, RawValue>> Samples);
