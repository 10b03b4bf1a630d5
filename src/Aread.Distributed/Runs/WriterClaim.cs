using System.Globalization;
using System.Text;
using Aread.Distributed.Storage;

namespace Aread.Distributed.Runs;

/// <summary>
/// The right to write a run: the one with the highest number has it. Numbers are files, each made by whoever comes first, so two
/// processes never have the same, and one that was paused or cut off can see that it was replaced.
/// </summary>
internal sealed class WriterClaim
{
    public const string DirectoryName = "attempts";

    private const int Kept = 3;

    private readonly string _directory;

    private WriterClaim(string directory, long number) => (_directory, Number) = (directory, number);

    /// <summary>Larger than that of every earlier writer.</summary>
    public long Number { get; }

    /// <param name="location">The run's directory.</param>
    /// <exception cref="AreadException">The place cannot be written.</exception>
    public static WriterClaim Make(string location)
    {
        var directory = Path.Combine(location, DirectoryName);
        var holder = Encoding.UTF8.GetBytes($"{Environment.MachineName}, process {Environment.ProcessId}\n");
        long number;
        // A number can be free again because it is old, so the one that was made must be the last.
        do number = Last(directory) + 1;
        while (!PendingFile.Claim(PathOf(directory, number), holder) || Last(directory) != number);
        for (var old = number - Kept; File.Exists(PathOf(directory, old)); old--) File.Delete(PathOf(directory, old));
        return new WriterClaim(directory, number);
    }

    /// <exception cref="WriterReplacedException">Someone has claimed the run since.</exception>
    public void RequireHeld()
    {
        if (Last(_directory) is var last && last > Number) throw new WriterReplacedException($"Attempt {Number} was replaced by attempt {last} ({_directory}).");
    }

    private static long Last(string directory) => Directory.Exists(directory)
        ? Directory.EnumerateFiles(directory)
            .Select(path => long.TryParse(Path.GetFileName(path), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0)
            .DefaultIfEmpty(0).Max()
        : 0;

    private static string PathOf(string directory, long number) => Path.Combine(directory, number.ToString("D6", CultureInfo.InvariantCulture));
}
