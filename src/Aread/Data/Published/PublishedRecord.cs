using Aread.Augmentation;

namespace Aread.Data.Published;

/// <summary>The contents of <c>published.json</c>, which an import of a published data set leaves in it.</summary>
/// <param name="Format">Which published data set.</param>
/// <param name="Counts">Rows dropped and values mended, by rule.</param>
/// <param name="Rejected">Damaged rows, by file; a file that was read twice comes twice.</param>
public sealed record PublishedRecord(string Format, PaperFigures? Paper, IReadOnlyList<CountedRows> Counts, IReadOnlyList<RejectedRows> Rejected)
{
    public const string FileName = "published.json";

    /// <summary>As the authors augment it: what minor domains are measured by. Null in data sets of earlier versions.</summary>
    public AugmentationOptions? Augmentation { get; init; }

    /// <summary>Null for a data set that was made of other files.</summary>
    /// <exception cref="DataFormatException">The file is damaged.</exception>
    public static PublishedRecord? TryRead(Dataset dataset)
    {
        var path = Path.Combine(dataset.Directory, FileName);
        return File.Exists(path) ? AreadJson.ReadFile<PublishedRecord>(path) : null;
    }
}
