namespace Aread.Testing;

/// <summary>Real data, which is no part of the repository: the directory <c>shared/data</c> beside it.</summary>
internal static class SharedData
{
    /// <summary>The path of a file there. The test is skipped, and says so, where the file is missing.</summary>
    public static string PathOf(string file)
    {
        var path = Path.GetFullPath(Path.Combine(Repository.Root, "..", "shared", "data", file));
        Assert.SkipUnless(File.Exists(path), $"'{file}' is not in the directory shared/data beside the repository.");
        return path;
    }
}
