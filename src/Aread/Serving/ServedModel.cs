using Aread.Hei;
using Aread.Hemp;
using Aread.Training;

namespace Aread.Serving;

/// <summary>Everything that scoring needs, in memory.</summary>
/// <param name="Embedding">[rows, E], the whole table.</param>
/// <param name="Vocabularies">Values of each field of the schema.</param>
public sealed record ServedModel(
    ServedSchema Schema, DenseLayout Layout, DenseSnapshot Weights, float[] Embedding, IReadOnlyList<IReadOnlyList<string>> Vocabularies)
{
    /// <summary>Null: all experts, without group embedding.</summary>
    public ExpertMask? MaskOf(int domain) => Schema.Domains[domain].Mask is { } levels ? ExpertMask.Parse(Layout.Shape.Experts, string.Join('|', levels)) : null;

    /// <summary>The vector of every id.</summary>
    /// <param name="ids">[B, C], ids of samples.</param>
    /// <returns>[B, C, E]</returns>
    public float[] VectorsOf(ReadOnlySpan<int> ids)
    {
        var (features, size) = (Layout.Shape.Features, Layout.Shape.EmbeddingSize);
        var vectors = GC.AllocateUninitializedArray<float>(ids.Length * size);
        for (var i = 0; i < ids.Length; i++)
            Embedding.AsSpan(features.Row(i % features.Columns, ids[i]) * size, size).CopyTo(vectors.AsSpan(i * size));
        return vectors;
    }
}
