using Aread.Data.Published;
using Aread.Testing;

namespace Aread.Tests.Data.Published;

public sealed class BucketTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    [Fact]
    public void Records_of_one_hash_lie_in_one_file_in_their_order()
    {
        using var place = StagedDirectory.Begin(_directory["place"], new DirectoryKind("marker", "a", "test"), overwrite: false);
        using (var writer = new BucketWriter<(int Hash, int Number)>(place, "records", 3))
            for (var number = 0; number < 200_000; number++) writer.Add((UInt128)(number % 10), (number % 10, number));

        var files = Enumerable.Range(0, 3).Select(bucket => Read(place.PathOf(BucketWriter<(int, int)>.NameOf("records", bucket)))).ToArray();

        Assert.Equal(200_000, files.Sum(file => file.Count));
        for (var bucket = 0; bucket < 3; bucket++)
        {
            Assert.All(files[bucket], record => Assert.Equal(bucket, record.Hash % 3));
            Assert.Equal(files[bucket].Select(record => record.Number).Order(), files[bucket].Select(record => record.Number));
        }
    }

    [Fact]
    public void A_file_that_was_cut_short_is_no_end_of_records()
    {
        var path = _directory.Write("cut", "0123456789");

        using var reader = new BucketReader<long>(path);

        Assert.Throws<EndOfStreamException>(() => reader.MoveNext());
    }

    [Fact]
    public void Numbers_are_new_once()
    {
        var seen = new SeenNumbers();

        Assert.Equal([true, true, true, true, false, false], new[] { 0, int.MaxValue, 1 << 20, 64, 0, int.MaxValue }.Select(seen.Add));
    }

    public void Dispose() => _directory.Dispose();

    private static List<(int Hash, int Number)> Read(string path)
    {
        using var reader = new BucketReader<(int, int)>(path);
        var records = new List<(int, int)>();
        while (reader.MoveNext()) records.Add(reader.Current);
        return records;
    }
}
