using System.Text.Json;
using Aread.Data.Import;

namespace Aread.Data.Revision;

/// <summary>
/// Makes of a run's data set another, in which a domain comes, goes, rests or has more samples. Nothing of the first is changed or copied but its
/// vocabularies: partitions are named where they lie. Whatever is kept has the ids it had, except that the id that pads sequences is the last again.
/// </summary>
/// <param name="current">What the run trains on.</param>
/// <param name="directory">Where the other goes; replaced if it is there, since then no run came to use it.</param>
/// <param name="beforeCommit">Called before the directory takes its place; throws if it must not.</param>
public sealed class DatasetRevision(Dataset current, string directory, Action beforeCommit)
{
    private DatasetManifest Manifest => current.Manifest;

    /// <summary>A domain of another data set comes.</summary>
    /// <param name="source">A data set of the same fields that holds it.</param>
    /// <exception cref="AreadException">There is a domain of this name, or the data sets do not fit.</exception>
    public async Task<Dataset> AddAsync(string domain, Dataset source, CancellationToken cancellationToken)
    {
        if (Manifest.Domains.Any(known => known.Name == domain))
            throw new AreadException($"There is a domain '{domain}' already. New samples of it are added with 'aread domains append'.");
        var translation = await ValueTranslation.CreateAsync(current, source, domain, cancellationToken);
        using var staged = Begin();
        var manifest = await GrownAsync(staged, translation, cancellationToken);
        var number = Enumerable.Range(0, manifest.Domains.Count).Max(manifest.NumberOf) + 1;
        var added = await WriteSamplesAsync(staged, manifest, translation, null, cancellationToken) with { Number = number == manifest.Domains.Count ? null : number };
        return await CompleteAsync(staged, manifest with { Domains = [.. manifest.Domains, added] }, cancellationToken);
    }

    /// <summary>A domain has more samples: those of the other data set come after its own.</summary>
    /// <exception cref="AreadException">There is no domain of this name, it has these samples already, or the data sets do not fit.</exception>
    public async Task<Dataset> AppendAsync(string domain, Dataset source, CancellationToken cancellationToken)
    {
        var own = Find(domain);
        var translation = await ValueTranslation.CreateAsync(current, source, domain, cancellationToken);
        await KnownSamples.RequireNewAsync(current, own, translation, cancellationToken);
        using var staged = Begin();
        var manifest = await GrownAsync(staged, translation, cancellationToken);
        var longer = await WriteSamplesAsync(staged, manifest, translation, own, cancellationToken) with { Number = own.Number, IsPaused = own.IsPaused };
        return await CompleteAsync(staged, manifest with { Domains = [.. manifest.Domains.Select(kept => kept.Name == domain ? longer : kept)] }, cancellationToken);
    }

    /// <summary>A domain goes. Its place in the vocabulary stays, so that no other id moves.</summary>
    /// <exception cref="AreadException">There is no such domain.</exception>
    public Task<Dataset> RemoveAsync(string domain, CancellationToken cancellationToken)
    {
        var gone = Find(domain);
        return RewriteAsync(
            manifest => [.. manifest.Domains.Select((kept, i) => Numbered(kept, manifest.NumberOf(i))).Where(kept => kept.Name != gone.Name).Select((kept, i) => kept.Number == i ? kept with { Number = null } : kept)],
            cancellationToken);

        static DomainSpec Numbered(DomainSpec kept, int number) => kept with { Number = number };
    }

    /// <summary>A domain rests, or takes part again.</summary>
    /// <exception cref="AreadException">There is no such domain, or it does so already.</exception>
    public Task<Dataset> PauseAsync(string domain, bool paused, CancellationToken cancellationToken)
    {
        if (Find(domain).IsPaused == paused) throw new AreadException(paused ? $"Domain '{domain}' is paused already." : $"Domain '{domain}' is not paused.");
        return RewriteAsync(manifest => [.. manifest.Domains.Select(kept => kept.Name == domain ? kept with { IsPaused = paused } : kept)], cancellationToken);
    }

    private DomainSpec Find(string domain) =>
        Manifest.Domains.FirstOrDefault(known => known.Name == domain) ?? throw new AreadException($"There is no domain '{domain}'. There are {DomainNames.Of(Manifest)}.");

    private StagedDirectory Begin() => StagedDirectory.Begin(directory, DatasetManifest.Kind, overwrite: true);

    private async Task<Dataset> RewriteAsync(Func<DatasetManifest, IReadOnlyList<DomainSpec>> change, CancellationToken cancellationToken)
    {
        using var staged = Begin();
        var manifest = await GrownAsync(staged, null, cancellationToken);
        return await CompleteAsync(staged, manifest with { Domains = change(manifest) }, cancellationToken);
    }

    /// <summary>Writes the vocabularies.</summary>
    /// <returns>What is kept, with these.</returns>
    private async Task<DatasetManifest> GrownAsync(StagedDirectory staged, ValueTranslation? translation, CancellationToken cancellationToken)
    {
        try
        {
            var fields = new List<FieldSpec>();
            foreach (var (index, field) in Manifest.Fields.Index()) fields.Add(await WriteVocabularyAsync(staged, field, translation?.Values[index], cancellationToken));
            var manifest = Manifest with { Fields = fields, Base = Manifest.Base ?? current.Directory };
            return manifest with { Domains = [.. Manifest.Domains.Select(domain => Kept(domain, manifest))] };
        }
        catch (Exception fault) when (StorageFault.Is(fault))
        {
            throw StorageFault.Of(staged.Target, fault);
        }
    }

    private async Task<FieldSpec> WriteVocabularyAsync(StagedDirectory staged, FieldSpec field, IReadOnlyList<string>? values, CancellationToken cancellationToken)
    {
        var padding = field.Name == Manifest.ItemField && Manifest.Sequences.Count > 0 ? 1 : 0;
        if (values is null || 1 + values.Count + padding == field.VocabularySize)
        {
            File.Copy(Path.Combine(current.Directory, field.VocabularyFile), staged.PathOf(field.VocabularyFile));
            return field;
        }
        await VocabularyFile.WriteAsync(staged, field.VocabularyFile, new FieldDraft(field.Name, field.Role, values, null), cancellationToken);
        return field with { VocabularySize = 1 + values.Count + padding, VocabularyHash = ContentHash.OfValues(values) };
    }

    private DomainSpec Kept(DomainSpec domain, DatasetManifest next) =>
        domain with { Train = Kept(domain.Train, next), Valid = Kept(domain.Valid, next), Test = Kept(domain.Test, next) };

    private PartitionSpec Kept(PartitionSpec partition, DatasetManifest next)
    {
        if (partition.IsEmpty) return partition;
        var isOfBase = partition.IsOfBase || Manifest.Base is null;
        return partition with
        {
            File = isOfBase ? partition.File : Path.GetRelativePath(directory, current.PathOf(partition)).Replace('\\', '/'),
            IsOfBase = isOfBase,
            Padding = next.Sequences.Count > 0 && next.PaddingId != Manifest.PaddingId ? partition.Padding ?? Manifest.PaddingId : partition.Padding,
        };
    }

    /// <param name="own">Whose samples come first; null: none.</param>
    private async Task<DomainSpec> WriteSamplesAsync(
        StagedDirectory staged, DatasetManifest manifest, ValueTranslation translation, DomainSpec? own, CancellationToken cancellationToken)
    {
        var id = 1 + translation.Values[manifest.DomainFieldIndex].Index().First(value => value.Item == translation.Domain.Name).Index;
        return new DomainSpec(translation.Domain.Name, id, await WriteAsync(Split.Train), await WriteAsync(Split.Valid), await WriteAsync(Split.Test));

        async Task<PartitionSpec> WriteAsync(Split split)
        {
            var schema = new PartitionSchema(manifest.Fields.Select(field => field.Name), manifest.Sequences);
            await using var writer = new PartitionWriter(staged, $"{split.ToString().ToLowerInvariant()}.parquet", schema);
            try
            {
                if (own is not null) await CopyAsync(current, own, split, writer, samples => Padded(samples, manifest), cancellationToken);
                await CopyAsync(translation.Source, translation.Domain, split, writer, translation.Translate, cancellationToken);
                return await writer.CompleteAsync(cancellationToken);
            }
            catch (Exception fault) when (StorageFault.Is(fault))
            {
                throw StorageFault.Of(staged.Target, fault);
            }
        }
    }

    private static async Task CopyAsync(
        Dataset from, DomainSpec domain, Split split, PartitionWriter writer, Func<SampleBlock, SampleBlock> change, CancellationToken cancellationToken)
    {
        if (domain.Partition(split).IsEmpty) return;
        await using var reader = await from.OpenPartitionAsync(domain, split, cancellationToken);
        for (var group = 0; group < reader.RowGroupSamples.Count; group++)
        {
            var samples = change(await reader.ReadRowGroupAsync(group, cancellationToken));
            for (var row = 0; row < samples.Count; row++)
            {
                writer.Add(samples.Sample(row), samples.Labels[row] != 0);
                if (writer.Buffered >= DatasetWriter.RowGroupSamples) await writer.FlushAsync(cancellationToken);
            }
        }
    }

    private SampleBlock Padded(SampleBlock samples, DatasetManifest next)
    {
        for (var row = 0; row < samples.Count; row++)
            samples.Ids.AsSpan(row * samples.Columns, samples.Columns)[Manifest.Fields.Count..].Replace(Manifest.PaddingId, next.PaddingId);
        return samples;
    }

    private async Task<Dataset> CompleteAsync(StagedDirectory staged, DatasetManifest manifest, CancellationToken cancellationToken)
    {
        try
        {
            ManifestCheck.Require(manifest, DatasetManifest.FileName);
            var record = Path.Combine(current.Directory, ImportRecord.FileName);
            if (File.Exists(record)) File.Copy(record, staged.PathOf(ImportRecord.FileName));
            await File.WriteAllBytesAsync(staged.PathOf(DatasetManifest.FileName), JsonSerializer.SerializeToUtf8Bytes(manifest, AreadJson.Indented), cancellationToken);
            beforeCommit();
            staged.Commit();
        }
        catch (Exception fault) when (StorageFault.Is(fault))
        {
            throw StorageFault.Of(staged.Target, fault);
        }
        return Dataset.Open(directory);
    }
}
