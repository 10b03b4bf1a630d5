using Aread.Augmentation;
using Aread.Data.Import;
using Aread.Data.Published;

namespace Aread.Data.Inspection;

/// <summary>Goes through a data set and reports what it holds. Memory is bounded whatever its size, but for what <see cref="RepeatedSamples"/> keeps of one domain.</summary>
public static class DatasetInspection
{
    /// <param name="progress">Told the share that is done.</param>
    /// <exception cref="DataFormatException">The data set is damaged.</exception>
    public static Task<DatasetReport> RunAsync(Dataset dataset, IProgress<double>? progress = null, CancellationToken cancellationToken = default) =>
        Task.Run(() => InspectAsync(dataset, progress, cancellationToken), cancellationToken);

    private static async Task<DatasetReport> InspectAsync(Dataset dataset, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        var manifest = dataset.Manifest;
        var record = ImportRecord.TryRead(dataset);
        var published = PublishedRecord.TryRead(dataset);
        SharedValuesCount[] shared = [.. manifest.Fields.Index().Where(field => field.Item.Role is FieldRole.User or FieldRole.Item).Select(field => new SharedValuesCount(manifest, field.Index))];
        var histories = LeakChecks.HistoriesOf(manifest, record);
        var passes = Math.Max(shared.Max(count => count.Passes), 1);
        // Major domains are read once more for the figures.
        var pass = new SamplePass(dataset, progress, cancellationToken, passes + (histories?.Passes ?? 0) + (published?.Augmentation is null ? 0 : 1));
        UnseenCounts[] unseen = [.. manifest.Fields.Select(field => new UnseenCounts(field))];
        var repeated = new RepeatedSamples(manifest);
        var items = new ItemCounter();
        for (var round = 0; round < passes; round++)
        {
            for (var domain = 0; domain < manifest.Domains.Count; domain++)
            {
                await pass.ReadAsync(domain, [Split.Valid, Split.Test, Split.Train], (_, split, samples) =>
                {
                    if (round == 0)
                    {
                        for (var field = 0; field < unseen.Length; field++) unseen[field].Add(split, samples, field);
                        repeated.Add(split, samples);
                        if (split == Split.Train && published?.Augmentation is not null) items.Add(samples, manifest.ItemFieldIndex);
                    }
                    foreach (var count in shared)
                        if (round < count.Passes) count.Add(domain, samples);
                    return ValueTask.CompletedTask;
                });
                repeated.EndDomain();
            }
            foreach (var count in shared)
                if (round < count.Passes) count.EndPass();
        }
        if (histories is not null) await histories.RunAsync(pass);
        var train = manifest.Domains.Sum(domain => domain.Train.Samples);
        var augmentation = published?.Augmentation ?? new AugmentationOptions();
        var minor = augmentation.MinorLimit(train);
        return new DatasetReport(
            manifest.Name,
            dataset.Directory,
            SplitCounts.Of(manifest.Domains),
            [.. manifest.Fields.Select((field, i) => new FieldReport(field.Name, field.Role, ValuesOf(manifest, field), [.. Enum.GetValues<Split>().Select(unseen[i].In)]))],
            [.. manifest.Domains.Select(domain => new DomainReport(domain.Name, SplitCounts.Of([domain]), domain.Train.Samples <= minor))],
            [.. shared.Select(count => count.Complete())],
            record,
            published,
            published?.Augmentation is { } authors ? await PublishedFigures.OfAsync(manifest, authors, items.ToCounts(), pass) : null,
            LeakChecks.Of(manifest, record, repeated, histories));
    }

    private static int ValuesOf(DatasetManifest manifest, FieldSpec field) =>
        field.VocabularySize - 1 - (field.Name == manifest.ItemField && manifest.Sequences.Count > 0 ? 1 : 0);
}
