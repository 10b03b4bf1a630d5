using System.Buffers.Binary;
using Aread.Data;
using Aread.Data.Import;
using Aread.Testing;

namespace Aread.Tests.Data.Import;

public sealed class RecordSorterTests
{
    [Theory]
    [InlineData(0, 100)]
    [InlineData(7, 100)]
    [InlineData(7, 3)]
    [InlineData(1000, 3)]
    public void Records_come_in_the_order_of_their_times_and_equal_times_in_the_order_given(int times, int recordsInMemory)
    {
        const int Size = ImportPlan.LabelOffset + 1 + sizeof(int);
        using var temporary = new TemporaryDirectory();
        using var directory = StagedDirectory.Begin(temporary["out"], DatasetManifest.Kind, overwrite: false);
        var sorter = new RecordSorter(directory, Size, recordsInMemory * Size);
        var stream = new RandomStream(1, "sorter-test");
        var given = Enumerable.Range(0, 100).Select(row => (Time: times == 0 ? 0L : stream.Next(times), Row: row)).ToArray();
        foreach (var (time, row) in given)
        {
            var record = sorter.Next();
            BinaryPrimitives.WriteInt64LittleEndian(record, time);
            BinaryPrimitives.WriteInt32LittleEndian(record[(Size - sizeof(int))..], row);
        }

        var file = sorter.Complete(_ => { });

        var read = new List<(long, int)>();
        using (var cursor = file.Read())
            while (cursor.MoveNext()) read.Add((cursor.Time, BinaryPrimitives.ReadInt32LittleEndian(cursor.Current[(Size - sizeof(int))..])));
        Assert.Equal(given.OrderBy(record => record.Time), read);
        Assert.Equal(given.Max(record => record.Time), file.TimeAt(99));
        Assert.Single(Directory.GetFiles(Path.GetDirectoryName(file.Path)!));
    }
}
