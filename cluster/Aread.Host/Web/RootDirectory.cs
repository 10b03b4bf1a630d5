using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;

namespace Aread.Host.Web;

/// <summary>A directory in which requests name what they are about. No name leads out of it, and no link either: below it, links are not followed.</summary>
/// <param name="what">What is named in it. For messages.</param>
internal sealed partial class RootDirectory(string path, string what)
{
    /// <summary>Full path.</summary>
    public string Path { get; } = System.IO.Path.GetFullPath(path);

    /// <param name="name">Words of letters, digits, '-', '_' and '.', joined by '/'.</param>
    /// <returns>Full path of what need not be there.</returns>
    /// <exception cref="ApiException">It is no such name, or a link stands on the way or right below.</exception>
    public string Locate(string name)
    {
        var location = Path;
        foreach (var word in name.Split('/'))
        {
            if (!IsWord(word))
                throw new ApiException(StatusCodes.Status400BadRequest, $"'{name}' cannot be the name of a {what}. Use letters, digits, '-', '_' and '.', beginning with a letter or digit.");
            location = System.IO.Path.Combine(location, word);
            if (IsLink(new DirectoryInfo(location))) throw LeadsOut(name);
        }
        if (Directory.Exists(location) && new DirectoryInfo(location).EnumerateFileSystemInfos().Any(IsLink)) throw LeadsOut(name);
        return location;
    }

    /// <summary>Whether something in it is no link.</summary>
    public bool Owns(string name) => !IsLink(new DirectoryInfo(System.IO.Path.Combine(Path, name)));

    /// <summary>Whether it names something right below.</summary>
    public static bool IsWord(string name) => Word().IsMatch(name);

    private static bool IsLink(FileSystemInfo entry) => entry.LinkTarget is not null;

    private ApiException LeadsOut(string name) => new(StatusCodes.Status400BadRequest, $"A link stands in the place of '{name}' or in it. The server follows none in its directory of {what}s.");

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9._-]{0,99}\z")]
    private static partial Regex Word();
}
