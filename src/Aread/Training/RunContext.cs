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

    /// <summary>Batches of one pass over a domain's train samples: ceil(n_d / batch size); none of a paused domain.</summary>
    public int BatchesPerEpoch(int domain) => Domains[domain].IsPaused ? 0 : checked((int)((Domains[domain].Train.Samples + Options.Training.BatchSize - 1) / Options.Training.BatchSize));

    /// <exception cref="AreadException">The data set cannot be trained on.</exception>
    public static RunContext Create(Dataset dataset, AreadOptions options, Device device)
    {
        RequireTrainable(dataset);
        return new(dataset, options, new AreadModel(new DenseLayout(ModelShape.Create(options.Hei, FeatureLayout.Of(dataset.Manifest)))), device);
    }

    private static void RequireTrainable(Dataset dataset)
    {
        var domains = dataset.Manifest.Domains;
        if (domains.Count < 2) throw new AreadException($"{dataset.Directory} has one domain only. AREAD learns from differences between domains: import data of two or more.");
        if (domains.All(domain => domain.Train.IsEmpty)) throw new AreadException($"{dataset.Directory} has no train samples. Import it with a smaller valid and test share.");
        if (domains.All(domain => domain.Train.IsEmpty || domain.IsPaused)) throw new AreadException("Every domain with train samples would be paused, and nothing left to train on. Resume one first.");
        if (domains.All(domain => domain.Valid.Positives == 0 || domain.Valid.Positives == domain.Valid.Samples))
            throw new AreadException($"No domain of {dataset.Directory} has both labels among its valid samples, so there is no DomainAUC to choose the best epoch by. Import it with a larger valid share.");
    }
}
