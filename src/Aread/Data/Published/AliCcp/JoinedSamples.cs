using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Aread.Data.Published.AliCcp;

/// <summary>
/// The samples of one skeleton with their common features. Both lie in files by the hash of the common features' index, so that the common
/// features of one file are in memory at a time, never all of them. The order is that of the files, then of the skeleton.
/// </summary>
/// <param name="directory">Of the files that <see cref="BucketWriter{TRecord}"/> made.</param>
/// <param name="part">Part of the data set: begins the names of its files.</param>
internal sealed class JoinedSamples(string directory, string part)
{
    /// <summary>Files on each side: of the published million lines of common features some 13,000 are in memory at a time.</summary>
    public const int Buckets = 64;

    public static string CommonName(string part) => $"common-{part}";

    public static string SampleName(string part) => $"samples-{part}";

    /// <param name="onSample">Takes each sample that has common features.</param>
    /// <param name="onOrphan">Takes each that has none; line of the skeleton.</param>
    /// <param name="onRepeated">Takes each line of common features whose index an earlier one has; the earlier one counts.</param>
    /// <param name="progress">Told the samples done and all of them.</param>
    public void ForEach(JoinedAction onSample, Action<uint>? onOrphan, Action<uint>? onRepeated, Action<long, long> progress)
    {
        var files = Enumerable.Range(0, Buckets).Select(bucket => BucketWriter<SampleRecord>.PathOf(directory, SampleName(part), bucket)).ToArray();
        var (done, all) = (0L, files.Sum(path => new FileInfo(path).Length) / Unsafe.SizeOf<SampleRecord>());
        for (var bucket = 0; bucket < Buckets; bucket++)
        {
            var common = ReadCommon(bucket, onRepeated);
            using var samples = new BucketReader<SampleRecord>(files[bucket]);
            for (; samples.MoveNext(); done++)
            {
                progress(done, all);
                ref readonly var sample = ref samples.Current;
                ref readonly var found = ref CollectionsMarshal.GetValueRefOrNullRef(common, sample.Index);
                if (Unsafe.IsNullRef(in found)) onOrphan?.Invoke(sample.Line);
                else onSample(JoinedRecord.Of(sample, found));
            }
        }
    }

    private Dictionary<UInt128, CommonRecord> ReadCommon(int bucket, Action<uint>? onRepeated)
    {
        using var reader = new BucketReader<CommonRecord>(BucketWriter<CommonRecord>.PathOf(directory, CommonName(part), bucket));
        var common = new Dictionary<UInt128, CommonRecord>(checked((int)reader.Count));
        while (reader.MoveNext())
            if (!common.TryAdd(reader.Current.Index, reader.Current)) onRepeated?.Invoke(reader.Current.Line);
        return common;
    }

    public delegate void JoinedAction(in JoinedRecord sample);
}
