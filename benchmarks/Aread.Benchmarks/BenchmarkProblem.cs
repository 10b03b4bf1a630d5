using Aread.Data;
using Aread.Hei;
using Aread.Hemp;
using Aread.Training;

namespace Aread.Benchmarks;

/// <summary>A model of the default size over 20 fields, one of them items, and batches of one domain with ids drawn evenly.</summary>
internal sealed class BenchmarkProblem
{
    public const int BatchSize = 1024;

    private const int Fields = 20, ItemField = 0, DomainField = 1, Domains = 25, VocabularyOfOthers = 1000;

    private readonly FeatureLayout _features;

    public BenchmarkProblem(int items, TrainingOptions options)
    {
        var vocabularies = Enumerable.Repeat(VocabularyOfOthers, Fields).ToArray();
        (vocabularies[ItemField], vocabularies[DomainField]) = (items, Domains);
        _features = new FeatureLayout(vocabularies, [], ItemField, DomainField);
        var hei = new HeiOptions();
        Model = new AreadModel(new DenseLayout(ModelShape.Create(hei, _features)));
        Dense = new DenseState(Model.Layout, options);
        Table = new EmbeddingTable(0, _features.Rows, hei.EmbeddingSize, hei.EmbeddingInitialRange, options);
    }

    public AreadModel Model { get; }

    public DenseState Dense { get; }

    public EmbeddingTable Table { get; }

    public RowIndex Rows(params ReadOnlySpan<SampleBlock> batches) => RowIndex.Of(_features, batches);

    public float[] Gather(RowIndex rows)
    {
        var vectors = GC.AllocateUninitializedArray<float>(rows.Rows.Length * Table.Size);
        Table.Gather(rows.Rows, vectors);
        return vectors;
    }

    public SampleBlock Batch(int number)
    {
        var stream = new RandomStream(1, "benchmark-batch", number);
        var ids = new int[BatchSize * _features.Columns];
        for (var i = 0; i < ids.Length; i++)
        {
            var field = i % _features.Columns;
            ids[i] = field == DomainField ? 0 : stream.Next(_features.VocabularySizes[field]);
        }
        var labels = new byte[BatchSize];
        foreach (ref var label in labels.AsSpan()) label = (byte)stream.Next(2);
        return new SampleBlock(_features.Columns, ids, labels);
    }

    /// <summary>A valid mask that keeps about 60% of the edges, as masks after the first searches do.</summary>
    public ExpertMask Mask(int number)
    {
        var stream = new RandomStream(1, "benchmark-mask", number);
        var kept = new bool[Model.Layout.Shape.Experts.Edges];
        foreach (ref var edge in kept.AsSpan()) edge = stream.NextDouble() < 0.6;
        return new ExpertMask(Model.Layout.Shape.Experts, kept).Validate();
    }
}
