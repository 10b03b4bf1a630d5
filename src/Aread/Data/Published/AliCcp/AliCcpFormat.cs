using Aread.Augmentation;
using Aread.Data.Import;

namespace Aread.Data.Published.AliCcp;

/// <summary>
/// AliCCP (Ma et al., "Entire Space Multi-Task Model", SIGIR 2018): a train and a test part of clicks and purchases, each of samples and of the
/// common features that many samples share. Train stays train; half of the test part, drawn by the samples' numbers, becomes valid. Of both sides
/// the fields used are kept in files by the hash of their key and joined file by file. Memory: the common features of one of 64 files and the
/// counts of distinct values, less than 2 GiB for the published 85 million samples. Disk: 80 bytes a sample.
/// </summary>
internal sealed class AliCcpFormat(AliCcpOptions options) : IPublishedFormat
{
    private const string CommonStep = "common features";
    private const string SampleStep = "samples";
    private const string SelectionStep = "selection";
    private const string RowsFile = "rows.csv";

    /// <summary>Bytes on disk at once for each byte of the samples: benchmarks/results/aliccp.md.</summary>
    private const double DiskShare = 0.5;

    private static readonly string[] Parts = ["train", "test"];

    public string Name => "aliccp";

    public string Options { get; } = AreadJson.Write(options);

    public PaperFigures? Paper { get; } = new(4_454_814, 329_416, 30, 0.6051, 23);

    public AugmentationOptions Augmentation { get; } = new() { Mode = AugmentationMode.Popularity };

    public IReadOnlyList<string> Files { get; } = [.. Parts.Select(part => $"common_features_{part}.csv"), .. Parts.Select(part => $"sample_skeleton_{part}.csv")];

    public long DiskNeeded(IReadOnlyList<InputFile> inputs) => (long)(DiskShare * inputs.Skip(Parts.Length).Sum(input => input.TextSize));

    public PreparedRows Prepare(IReadOnlyList<InputFile> inputs, Preparation preparation)
    {
        var (common, samples) = (inputs.Take(Parts.Length).ToArray(), inputs.Skip(Parts.Length).ToArray());
        preparation.Step(CommonStep, step => Sum(part => ReadCommon(step, common[part], part)));
        var purchases = preparation.Step(SampleStep, step => Sum(part => ReadSamples(step, samples[part], part)));
        var dropped = preparation.Step(SelectionStep, step => Select(step, preparation, common, samples));
        preparation.Release(CommonStep);
        preparation.Release(SampleStep);
        return new PreparedRows(
            AliCcpFields.Schema,
            CsvSource.Rows(preparation.PathOf(SelectionStep, RowsFile), AliCcpFields.Schema),
            [new CountedRows("dropped: a purchase without a click", purchases), .. dropped]);
    }

    private static long ReadCommon(PreparationStep step, InputFile input, int part)
    {
        using var lines = step.Read(input);
        using var buckets = new BucketWriter<CommonRecord>(step.Files, JoinedSamples.CommonName(Parts[part]), JoinedSamples.Buckets);
        var record = default(CommonRecord);
        var read = 0L;
        Report(step, lines, part);
        while (lines.Read())
        {
            Report(step, lines, part);
            if (AliCcpLines.ReadCommon(lines.Line, ref record) is { } fault)
            {
                lines.Reject(fault);
                continue;
            }
            record.Line = checked((uint)lines.Number);
            buckets.Add(record.Index, record);
            read++;
        }
        return read;
    }

    private long ReadSamples(PreparationStep step, InputFile input, int part)
    {
        using var lines = step.Read(input);
        using var buckets = new BucketWriter<SampleRecord>(step.Files, JoinedSamples.SampleName(Parts[part]), JoinedSamples.Buckets);
        var seen = new SeenNumbers();
        var record = default(SampleRecord);
        var purchases = 0L;
        Report(step, lines, part);
        while (lines.Read())
        {
            Report(step, lines, part);
            var fault = AliCcpLines.ReadSample(lines.Line, ref record, out var sample);
            if (fault is null && !seen.Add(sample)) fault = "The sample's number came before.";
            if (fault is not null) lines.Reject(fault);
            else if (record.Purchase > record.Click) purchases++;
            else
            {
                record.Line = checked((uint)lines.Number);
                record.Split = (byte)SplitOf(part, sample);
                buckets.Add(record.Index, record);
            }
        }
        return purchases;
    }

    private IReadOnlyList<CountedRows> Select(PreparationStep step, Preparation preparation, InputFile[] common, InputFile[] samples)
    {
        var parts = Parts.Select(part => new JoinedSamples(file => preparation.PathOf(CommonStep, file), file => preparation.PathOf(SampleStep, file), part)).ToArray();
        var selection = new AliCcpSelection(parts, options.KeepRare, step.Meter);
        selection.Count([.. Parts.Select((_, part) => (step.Rejects.For(common[part]), step.Rejects.For(samples[part])))]);
        var domains = selection.Choose(out var counts);
        using var rows = new BufferedStream(step.Files.Create(RowsFile), 1 << 18);
        selection.Write(rows, domains);
        return counts;
    }

    private Split SplitOf(int part, int sample) =>
        part == 0 ? Split.Train : new RandomStream(options.Seed, "aliccp-valid", sample).NextDouble() < 0.5 ? Split.Valid : Split.Test;

    private static void Report(PreparationStep step, InputLines lines, int part)
    {
        if (step.Meter.IsDue(lines.Number)) step.Meter.Report(ImportStage.Reading, lines.Number, (part + lines.Fraction) / Parts.Length);
    }

    private static long Sum(Func<int, long> ofPart) => Enumerable.Range(0, Parts.Length).Sum(ofPart);
}
