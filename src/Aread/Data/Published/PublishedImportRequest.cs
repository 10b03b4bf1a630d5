namespace Aread.Data.Published;

/// <summary>Which files of a published data set to import, and where to.</summary>
/// <param name="InputDirectory">Where the files lie under the names that they are published by, plain or compressed (<c>.gz</c>).</param>
/// <param name="OutputDirectory">Where the data set goes.</param>
/// <param name="MaxRejected">Share of a file's rows, in [0, 1], that may be damaged.</param>
/// <param name="Overwrite">Replace a data set that is there.</param>
public sealed record PublishedImportRequest(
    string InputDirectory, string OutputDirectory, double MaxRejected = PublishedImportRequest.DefaultMaxRejected, bool Overwrite = false)
{
    public const double DefaultMaxRejected = 0.01;

    /// <summary>Bytes that may be written where a path lies.</summary>
    internal Func<string, long> FreeBytes { get; init; } = DiskSpace.FreeAt;

    /// <summary>Holds what is done already while the import is under way.</summary>
    internal string PreparationDirectory => $"{FullOutput}.importing";

    /// <summary>Takes up the damaged rows.</summary>
    internal string RejectedFile => $"{FullOutput}.rejected.csv";

    private string FullOutput => Path.TrimEndingDirectorySeparator(Path.GetFullPath(OutputDirectory));
}
