using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace Aread.Data.Published.AliCcp;

/// <summary>
/// The samples of one skeleton with their common features. Both lie in files by the hash of the common features' index, so that the common
/// features of one file are in memory at a time, never all of them. The order is that of the files, then of the skeleton.
/// </summary>
/// <param name="common">The path of a file of common features.</param>
/// <param name="samples">The path of a file of samples.</param>
internal sealed class JoinedSamples(Func<string, string> common, Func<string, string> samples, string part)
{
    /// <summary>Files on each side: of the published million lines of common features some 15,000 are in memory at a time.</summary>
    public const int Buckets = 64;

    public static string CommonName(string part) => $"common-{part}";

    public static string SampleName(string part) => $"samples-{part}";

    /// <summary>Samples, with and without common features.</summary>
    public long Count => Enumerable.Range(0, Buckets).Sum(bucket => new FileInfo(SamplesOf(bucket)).Length) / Unsafe.SizeOf<SampleRecord>();

    /// <param name="onSample">Takes each sample that has common features.</param>
    /// <param name="progress">Told the samples done.</param>
    /// <param name="rejects">Of both files: take common features whose index came before, and samples without common features.</param>
    public void ForEach(JoinedAction onSample, Action<long> progress, (FileRejects Common, FileRejects Samples)? rejects = null)
    {
        var done = 0L;
        for (var bucket = 0; bucket < Buckets; bucket++)
        {
            var features = ReadCommon(bucket, rejects?.Common);
            using var reader = new BucketReader<SampleRecord>(SamplesOf(bucket));
            for (; reader.MoveNext(); done++)
            {
                progress(done);
                rejects?.Samples.Count();
                ref readonly var sample = ref reader.Current;
                ref readonly var found = ref CollectionsMarshal.GetValueRefOrNullRef(features, sample.Index);
                if (!Unsafe.IsNullRef(in found)) onSample(JoinedRecord.Of(sample, found));
                else rejects?.Samples.Reject(sample.Line, "The sample's common features are not in the other file.", Encoding.UTF8.GetBytes($"item {sample.Ids[0]}, domain {sample.Ids[1]}"));
            }
        }
        rejects?.Common.Complete();
        rejects?.Samples.Complete();
    }

    private string SamplesOf(int bucket) => samples(BucketWriter<SampleRecord>.NameOf(SampleName(part), bucket));

    private Dictionary<UInt128, CommonRecord> ReadCommon(int bucket, FileRejects? rejects)
    {
        using var reader = new BucketReader<CommonRecord>(common(BucketWriter<CommonRecord>.NameOf(CommonName(part), bucket)));
        var features = new Dictionary<UInt128, CommonRecord>(checked((int)reader.Count));
        while (reader.MoveNext())
        {
            rejects?.Count();
            if (!features.TryAdd(reader.Current.Index, reader.Current))
                rejects?.Reject(reader.Current.Line, "The index of common features came before.", Encoding.UTF8.GetBytes($"user {reader.Current.Ids[AliCcpFields.User]}"));
        }
        return features;
    }

    public delegate void JoinedAction(in JoinedRecord sample);
}
