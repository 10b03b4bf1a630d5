using Aread.Data;

namespace Aread.Distributed.Runs;

/// <summary>The contents of <c>run.json</c>: what a run was begun with, beside its options. A directory with this file is a run.</summary>
/// <param name="Dataset">Directory of its data set.</param>
/// <param name="DatasetHash">Of the data set with its samples; see <see cref="DatasetFingerprint"/>.</param>
/// <param name="FeaturesHash">Of what the model knows of it: fields, vocabularies, sequences, domains.</param>
/// <param name="Seed">As in its options.</param>
/// <param name="Created">UTC.</param>
public sealed record RunDescription(string Dataset, string DatasetHash, string FeaturesHash, long Seed, DateTimeOffset Created)
{
    public static RunDescription Of(Dataset dataset, long seed, DateTimeOffset created) =>
        new(dataset.Directory, dataset.Fingerprint.Dataset, dataset.Fingerprint.Features, seed, created);
}
