using Aread.Distributed.Storage;
using Aread.Testing;

namespace Aread.Distributed.Tests.Storage;

public sealed class PendingFileTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    [Fact]
    public void Replaces_a_file_in_one_move()
    {
        PendingFile.Replace(_directory["a"], "one"u8);
        PendingFile.Replace(_directory["a"], "two"u8);
        Assert.Equal("two", File.ReadAllText(_directory["a"]));
        Assert.Single(Directory.GetFileSystemEntries(_directory.Path));
    }

    [Fact]
    public void Leaves_nothing_when_it_is_not_committed()
    {
        using (var pending = new PendingFile(_directory.Path)) pending.Stream.Write("half"u8);
        Assert.Empty(Directory.GetFileSystemEntries(_directory.Path));
    }

    [Fact]
    public void Names_the_file_that_cannot_be_written()
    {
        Directory.CreateDirectory(_directory["taken", "inside"]);
        var fault = Assert.Throws<AreadException>(() => PendingFile.Replace(_directory["taken"], "x"u8));
        Assert.Contains(_directory["taken"], fault.Message);
        Assert.Equal([_directory["taken"]], Directory.GetFileSystemEntries(_directory.Path));
    }

    public void Dispose() => _directory.Dispose();
}
