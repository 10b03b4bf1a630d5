using System.Reflection;
using System.Text;

using Aread.Eng;

namespace Aread.Tests.Eng;

public sealed class LibstdcxxCompatibilityTests : IDisposable
{
    private static readonly string Published =
        typeof(LibstdcxxCompatibilityTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "PublishedTorchSharp").Value!;

    private readonly string _folder = Directory.CreateTempSubdirectory("aread-").FullName;

    private string Copy => Path.Combine(_folder, "libLibTorchSharp.so");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_published_library_becomes_the_mended_one_and_the_package_stays_as_it_is()
    {
        Assert.True(LibstdcxxCompatibility.Mend(Published, Copy));
        Assert.Equal(LibstdcxxCompatibility.MendedSha256, LibstdcxxCompatibility.Sha256(File.ReadAllBytes(Copy)));
        Assert.Equal(LibstdcxxCompatibility.PublishedSha256, LibstdcxxCompatibility.Sha256(File.ReadAllBytes(Published)));
        Assert.Single(Directory.GetFileSystemEntries(_folder));
    }

    [Fact]
    public void Only_the_version_flag_and_the_symbols_name_and_version_change()
    {
        LibstdcxxCompatibility.Mend(Published, Copy);
        byte[] before = File.ReadAllBytes(Published), after = File.ReadAllBytes(Copy);
        Assert.Equal(before.Length, after.Length);
        var changed = Enumerable.Range(0, before.Length).Where(i => before[i] != after[i]).ToArray();
        Assert.InRange(changed.Length, 3, sizeof(uint) + sizeof(ushort) + 1);
        Assert.Equal(2, before.Zip(after).Last(pair => pair.First != pair.Second).Second);
    }

    [Fact]
    public void The_mended_library_is_left_alone()
    {
        LibstdcxxCompatibility.Mend(Published, Copy);
        var written = File.GetLastWriteTimeUtc(Copy);
        Assert.False(LibstdcxxCompatibility.Mend(Published, Copy));
        Assert.False(LibstdcxxCompatibility.Mend(Copy, Copy));
        Assert.Equal(written, File.GetLastWriteTimeUtc(Copy));
    }

    [Fact]
    public void A_link_at_the_destination_is_replaced_not_written_through()
    {
        var target = Path.Combine(_folder, "package.so");
        File.Copy(Published, target);
        File.CreateSymbolicLink(Copy, target);
        Assert.True(LibstdcxxCompatibility.Mend(target, Copy));
        Assert.Equal(LibstdcxxCompatibility.PublishedSha256, LibstdcxxCompatibility.Sha256(File.ReadAllBytes(target)));
        Assert.Null(new FileInfo(Copy).LinkTarget);
    }

    [Fact]
    public void A_truncated_library_is_refused()
    {
        var damaged = Path.Combine(_folder, "damaged.so");
        File.WriteAllBytes(damaged, File.ReadAllBytes(Published)[..100_000]);
        var error = Assert.Throws<InvalidDataException>(() => LibstdcxxCompatibility.Mend(damaged, Copy));
        Assert.Contains(damaged, error.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(Copy));
    }

    [Fact]
    public void An_unknown_library_is_refused_and_what_was_there_stays()
    {
        File.WriteAllText(Copy, "not a library");
        var error = Assert.Throws<InvalidDataException>(() => LibstdcxxCompatibility.Mend(Copy, Copy));
        Assert.Contains("not the library published in TorchSharp 0.107.0", error.Message, StringComparison.Ordinal);
        Assert.Equal("not a library", File.ReadAllText(Copy));
    }

    [Fact]
    public void A_library_offers_the_version_only_under_its_whole_name()
    {
        File.WriteAllBytes(Copy, Encoding.ASCII.GetBytes("\0GLIBCXX_3.4.3\0GLIBCXX_3.4.320\0"));
        Assert.False(LibstdcxxCompatibility.OffersRequiredVersion(Copy));
        File.WriteAllBytes(Copy, Encoding.ASCII.GetBytes("\0GLIBCXX_3.4.31\0GLIBCXX_3.4.32\0"));
        Assert.True(LibstdcxxCompatibility.OffersRequiredVersion(Copy));
    }
}
