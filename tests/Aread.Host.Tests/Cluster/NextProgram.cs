using System.Reflection;

namespace Aread.Host.Tests.Cluster;

/// <summary>The program as its next version might be: the one built with the tests, but for what tests/Aread.Next makes of Aread.Distributed.</summary>
internal static class NextProgram
{
    private static string Library { get; } =
        typeof(NextProgram).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(entry => entry.Key == "NextVersion").Value!;

    public static ProgramPlace MakeIn(string folder)
    {
        Directory.CreateDirectory(folder);
        foreach (var part in Directory.EnumerateFileSystemEntries(AppContext.BaseDirectory))
        {
            var (name, target) = (Path.GetFileName(part), Path.Combine(folder, Path.GetFileName(part)));

            // A program that is a link would be run where the link leads. All else may be links: libtorch is large.
            if (name.StartsWith("aread.", StringComparison.Ordinal)) File.Copy(part, target);
            else File.CreateSymbolicLink(target, name == Path.GetFileName(Library) ? Path.GetFullPath(Library) : part);
        }
        return new ProgramPlace(folder);
    }
}
