using System.IO.Hashing;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Aread.Data.Revision;

/// <summary>
/// Finds out whether samples are brought to a domain that has them already: the same user and item, known both, with the same values in all other fields. Histories are
/// left out, since each import makes its own. Where samples have no user nothing can be said.
/// </summary>
internal static class KnownSamples
{
    /// <summary>Chance makes some samples equal; a file that comes twice, or one that grew and is brought whole, is more than that.</summary>
    private const double MostKnown = 0.5;

    /// <summary>Memory: some 20 bytes for each sample that the domain has.</summary>
    /// <exception cref="AreadException">Half of the samples, or more, are known.</exception>
    public static async Task RequireNewAsync(Dataset current, DomainSpec own, ValueTranslation translation, CancellationToken cancellationToken)
    {
        var user = current.Manifest.Fields.Index().Where(field => field.Item.Role == FieldRole.User).Select(field => (int?)field.Index).SingleOrDefault();
        if (user is null) return;
        var known = new HashSet<ulong>();
        await foreach (var sample in HashesAsync(current, own, user.Value, samples => samples, cancellationToken)) known.Add(sample);
        long found = 0, all = 0;
        await foreach (var sample in HashesAsync(translation.Source, translation.Domain, user.Value, translation.Translate, cancellationToken))
        {
            all++;
            if (known.Contains(sample)) found++;
        }
        if (all > 0 && found >= MostKnown * all)
            throw new AreadException($"{found:N0} of the {all:N0} samples of domain '{own.Name}' in {translation.Source.Directory} are samples that the run has already. Import those alone that are new.");
    }

    private static async IAsyncEnumerable<ulong> HashesAsync(
        Dataset dataset, DomainSpec domain, int user, Func<SampleBlock, SampleBlock> change, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (fields, item) = (dataset.Manifest.Fields.Count, dataset.Manifest.ItemFieldIndex);
        foreach (var split in Enum.GetValues<Split>())
        {
            if (domain.Partition(split).IsEmpty) continue;
            await using var reader = await dataset.OpenPartitionAsync(domain, split, cancellationToken);
            for (var group = 0; group < reader.RowGroupSamples.Count; group++)
            {
                var samples = change(await reader.ReadRowGroupAsync(group, cancellationToken));
                for (var row = 0; row < samples.Count; row++)
                    if (samples.Sample(row)[user] > 0 && samples.Sample(row)[item] > 0)
                        yield return XxHash3.HashToUInt64(MemoryMarshal.AsBytes(samples.Sample(row)[..fields]));
            }
        }
    }
}
