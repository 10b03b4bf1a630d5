using Aread.Data;
using Aread.Hei;
using static TorchSharp.torch;

namespace Aread.Training;

/// <summary>What every part of a run knows and nobody changes.</summary>
public sealed record RunContext(Dataset Dataset, AreadOptions Options, AreadModel Model, Device Device)
{
    public DatasetManifest Manifest => Dataset.Manifest;

    public IReadOnlyList<DomainSpec> Domains => Manifest.Domains;

    public long Seed => Options.Training.Seed;

    /// <summary>Batches of one pass over a domain's train samples: ceil(n_d / batch size).</summary>
    public int BatchesPerEpoch(int domain) => checked((int)((Domains[domain].Train.Samples + Options.Training.BatchSize - 1) / Options.Training.BatchSize));

    public static RunContext Create(Dataset dataset, AreadOptions options, Device device) =>
        new(dataset, options, new AreadModel(new DenseLayout(ModelShape.Create(options.Hei, FeatureLayout.Of(dataset.Manifest)))), device);
}
