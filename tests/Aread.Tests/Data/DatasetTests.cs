using Aread.Data;
using Aread.Testing;

namespace Aread.Tests.Data;

public sealed class DatasetTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task What_is_written_is_read_again()
    {
        var stream = new RandomStream(1, "dataset-test");
        var written = Enumerable.Range(0, 500).Select(_ => (Ids: new[] { stream.Next(3), stream.Next(4), 1, stream.Next(4), 4 }, Label: (byte)stream.Next(2))).ToArray();
        await using var writer = DatasetWriter.Create(_directory["data"], Draft());
        foreach (var (ids, label) in written) await writer.AddAsync(0, Split.Train, ids, label, Cancellation);
        await writer.AddAsync(1, Split.Test, new[] { 0, 1, 2, 1, 1 }, 1, Cancellation);
        var dataset = await writer.CompleteAsync(Cancellation);

        await using var reader = await dataset.OpenPartitionAsync(dataset.Manifest.Domains[0], Split.Train, Cancellation);
        var read = await reader.ReadRowGroupAsync(0, Cancellation);

        Assert.Equal(written.SelectMany(sample => sample.Ids), read.Ids);
        Assert.Equal(written.Select(sample => sample.Label), read.Labels);
        Assert.Equal(("a", 500L, (long)written.Count(sample => sample.Label == 1)),
            (dataset.Manifest.Domains[0].Name, dataset.Manifest.Domains[0].Train.Samples, dataset.Manifest.Domains[0].Train.Positives));
        Assert.True(dataset.Manifest.Domains[0].Valid.IsEmpty);
        Assert.Equal([3, 5, 3], dataset.Manifest.Fields.Select(field => field.VocabularySize));
        Assert.Equal(["i0", "i1", "i2"], await VocabularyFile.ReadAsync(dataset, dataset.Manifest.Fields[1], Cancellation));
    }

    [Fact]
    public async Task The_fingerprint_tells_samples_from_features()
    {
        var small = await SmallDataset.CreateAsync(_directory["a"], 64, 40);
        var copy = await SmallDataset.CreateAsync(_directory["b"], 64, 40);
        var more = await SmallDataset.CreateAsync(_directory["c"], 72, 40);
        var wider = await SmallDataset.CreateAsync(_directory["d"], 61, [64, 40]);
        var reordered = await SmallDataset.CreateAsync(_directory["e"], 40, 64);

        Assert.Equal(small.Fingerprint, copy.Fingerprint);
        Assert.Equal(small.Fingerprint.Features, more.Fingerprint.Features);
        Assert.NotEqual(small.Fingerprint.Dataset, more.Fingerprint.Dataset);
        Assert.NotEqual(small.Fingerprint.Features, wider.Fingerprint.Features);
        Assert.NotEqual(small.Fingerprint.Features, reordered.Fingerprint.Features);
    }

    [Fact]
    public async Task A_large_partition_has_row_groups_of_bounded_size()
    {
        await using var writer = DatasetWriter.Create(_directory["data"], Draft());
        for (var i = 0; i < DatasetWriter.RowGroupSamples + 10; i++) await writer.AddAsync(1, Split.Train, new[] { 1, 1 + i % 3, 2, 1, 1 }, 0, Cancellation);
        await writer.AddAsync(0, Split.Train, new[] { 1, 1, 1, 1, 1 }, 1, Cancellation);
        var dataset = await writer.CompleteAsync(Cancellation);

        Assert.Equal(["b", "a"], dataset.Manifest.Domains.Select(domain => domain.Name));
        await using var reader = await dataset.OpenPartitionAsync(dataset.Manifest.Domains[0], Split.Train, Cancellation);
        Assert.Equal([DatasetWriter.RowGroupSamples, 10], reader.RowGroupSamples);
        Assert.Equal(1 + (DatasetWriter.RowGroupSamples + 9) % 3, (await reader.ReadRowGroupAsync(1, Cancellation)).Sample(9)[1]);
    }

    [Fact]
    public async Task A_writer_that_does_not_complete_leaves_nothing()
    {
        await using (var writer = DatasetWriter.Create(_directory["data"], Draft())) await writer.AddAsync(0, Split.Train, new[] { 1, 1, 1, 1, 1 }, 1, Cancellation);

        Assert.Empty(Directory.GetFileSystemEntries(_directory.Path));
    }

    [Fact]
    public async Task A_data_set_is_replaced_only_on_request()
    {
        await SmallDataset.CreateAsync(_directory["data"], 8, 8);

        Assert.Contains("--overwrite", Assert.Throws<AreadException>(() => DatasetWriter.Create(_directory["data"], Draft())).Message, StringComparison.Ordinal);
        await using var writer = DatasetWriter.Create(_directory["data"], Draft(), overwrite: true);
        Assert.Equal("small", Dataset.Open(_directory["data"]).Manifest.Name);
        await writer.AddAsync(0, Split.Train, new[] { 1, 1, 1, 1, 1 }, 1, Cancellation);
        await writer.CompleteAsync(Cancellation);

        Assert.Equal("draft", Dataset.Open(_directory["data"]).Manifest.Name);
        Assert.Single(Directory.GetFileSystemEntries(_directory.Path));
    }

    [Fact]
    public void A_directory_of_other_things_is_never_replaced()
    {
        Directory.CreateDirectory(_directory["data"]);
        File.WriteAllText(Path.Combine(_directory["data"], "thesis.txt"), "years of work");

        Assert.Throws<AreadException>(() => DatasetWriter.Create(_directory["data"], Draft(), overwrite: true));
    }

    [Fact]
    public void A_directory_without_a_data_set_is_refused_by_name() =>
        Assert.Contains(_directory["none"], Assert.Throws<DataFormatException>(() => Dataset.Open(_directory["none"])).Message, StringComparison.Ordinal);

    [Fact]
    public async Task A_partition_that_was_cut_short_is_refused_by_name()
    {
        await SmallDataset.CreateAsync(_directory["data"], 64, 40);
        var file = Directory.GetFiles(_directory["data"], "train-*")[0];
        await using (var stream = new FileStream(file, FileMode.Open)) stream.SetLength(stream.Length - 7);

        Assert.Contains(Path.GetFileName(file), Assert.Throws<DataFormatException>(() => Dataset.Open(_directory["data"])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_partition_that_was_altered_is_refused_by_name()
    {
        var dataset = await SmallDataset.CreateAsync(_directory["data"], 64, 40);
        var domain = dataset.Manifest.Domains[0];
        var file = Path.Combine(dataset.Directory, domain.Train.File);
        await using (var stream = new FileStream(file, FileMode.Open))
        {
            stream.Position = stream.Length / 2;
            var before = stream.ReadByte();
            stream.Position = stream.Length / 2;
            stream.WriteByte((byte)~before);
        }

        var fault = await Assert.ThrowsAsync<DataFormatException>(() => Dataset.Open(_directory["data"]).OpenPartitionAsync(domain, Split.Train, Cancellation));

        Assert.Contains(domain.Train.File, fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"version\": 1", "\"version\": 7", "version 7")]
    [InlineData("\"itemField\": \"item\"", "\"itemField\": \"thing\"", "'thing'")]
    [InlineData("\"name\": \"d1\"", "\"name\": \"d0\"", "'d0'")]
    [InlineData("\"sequences\"", "\"sequence\"", "sequence")]
    [InlineData("}", "", "dataset.json")]
    public async Task A_manifest_that_does_not_fit_is_refused(string text, string altered, string named)
    {
        await SmallDataset.CreateAsync(_directory["data"], 64, 40);
        var path = Path.Combine(_directory["data"], DatasetManifest.FileName);
        await File.WriteAllTextAsync(path, (await File.ReadAllTextAsync(path, Cancellation)).Replace(text, altered, StringComparison.Ordinal), Cancellation);

        Assert.Contains(named, Assert.Throws<DataFormatException>(() => Dataset.Open(_directory["data"])).Message, StringComparison.Ordinal);
    }

    private static DatasetDraft Draft() => new(
        "draft",
        [
            new FieldDraft("user", FieldRole.User, ["u0", "u1"], null),
            new FieldDraft("item", FieldRole.Item, ["i0", "i1", "i2"], [3, 2, 1]),
            new FieldDraft("domain", FieldRole.Domain, ["a", "b"], null),
        ],
        "item", "domain", [new SequenceSpec("liked", 2)], ["a", "b"]);
}
