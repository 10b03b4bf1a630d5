using System.IO.Hashing;
using System.Runtime.InteropServices;

namespace Aread.Data.Inspection;

/// <summary>
/// Counts samples of valid and test that are equal to one of an earlier split, in all ids and the label. Those of unseen users or items are passed over: they
/// cannot be told apart. Goes through one domain at a time and keeps about 40 bytes for each of its valid and test samples.
/// </summary>
internal sealed class RepeatedSamples(DatasetManifest manifest)
{
    private readonly int[] _known = [.. manifest.Fields.Index().Where(field => field.Item.Role is FieldRole.User or FieldRole.Item).Select(field => field.Index)];

    private readonly Dictionary<ulong, Seen> _seen = [];

    /// <summary>Samples that are equal to one of an earlier split.</summary>
    public long Count { get; private set; }

    /// <summary>Takes the samples of a domain: valid and test first, then train.</summary>
    public void Add(Split split, SampleBlock samples)
    {
        for (var row = 0; row < samples.Count; row++)
        {
            if (IsUnseen(samples.Sample(row))) continue;
            var hash = XxHash3.HashToUInt64(MemoryMarshal.AsBytes(samples.Sample(row)), samples.Labels[row]);
            if (split == Split.Train)
            {
                ref var known = ref CollectionsMarshal.GetValueRefOrNullRef(_seen, hash);
                if (!System.Runtime.CompilerServices.Unsafe.IsNullRef(ref known)) known.InTrain = true;
                continue;
            }
            ref var seen = ref CollectionsMarshal.GetValueRefOrAddDefault(_seen, hash, out _);
            if (split == Split.Valid) seen.Valid++;
            else seen.Test++;
        }
    }

    public void EndDomain()
    {
        foreach (var seen in _seen.Values) Count += seen.InTrain ? seen.Valid + seen.Test : seen.Valid > 0 ? seen.Test : 0;
        _seen.Clear();
    }

    private bool IsUnseen(ReadOnlySpan<int> sample)
    {
        foreach (var field in _known)
            if (sample[field] == 0) return true;
        return false;
    }

    private struct Seen
    {
        public int Valid;
        public int Test;
        public bool InTrain;
    }
}
