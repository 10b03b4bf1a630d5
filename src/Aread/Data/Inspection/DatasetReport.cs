using Aread.Data.Import;
using Aread.Data.Published;

namespace Aread.Data.Inspection;

/// <summary>What a data set holds.</summary>
/// <param name="Domains">In the order of the manifest: most train samples first.</param>
/// <param name="Shared">Of users, if there is such a field, and of items.</param>
/// <param name="Import">What became of the rows; null if no import made the data set.</param>
/// <param name="Figures">Those that the paper gives of such a data set; null with <paramref name="Published"/>, or where it does not have the authors' augmentation.</param>
/// <param name="Published">What was left out before, of published files; null if it was made of others.</param>
public sealed record DatasetReport(
    string Name,
    string Directory,
    IReadOnlyList<SplitCounts> Splits,
    IReadOnlyList<FieldReport> Fields,
    IReadOnlyList<DomainReport> Domains,
    IReadOnlyList<SharedValues> Shared,
    ImportRecord? Import,
    PublishedRecord? Published,
    PublishedFigures? Figures,
    IReadOnlyList<DataCheck> Checks);
