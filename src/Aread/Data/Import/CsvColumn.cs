namespace Aread.Data.Import;

/// <summary>What one column means. An option that does not belong to the kind is an error.</summary>
/// <param name="Name">As in the header.</param>
/// <param name="MinCount">Item, user, categorical: values that are rarer in train share the id of unseen ones. Default 1.</param>
/// <param name="Bins">Numeric: number of bins of equal train frequency. Default 16.</param>
/// <param name="Cuts">Numeric: where bins begin, ascending, instead of <paramref name="Bins"/>.</param>
/// <param name="Length">Sequence: most items. Default 5.</param>
/// <param name="Threshold">Label: values from here on are 1, others 0. Without it the column must hold 0 and 1.</param>
/// <param name="Format">Time: how it is written. Default Unix seconds.</param>
/// <param name="Derive">Time: fields to make of it.</param>
/// <param name="AllowMissing">Empty cells become a value of their own. Default: an empty cell is an error.</param>
/// <param name="Unseen">Item, user, categorical: a text that stands for values that train does not have, wherever it stands.</param>
/// <param name="From">Domain: where its values stand. Default: in the files.</param>
public sealed record CsvColumn(
    string Name,
    ColumnKind Kind,
    int? MinCount = null,
    int? Bins = null,
    int? Length = null,
    double? Threshold = null,
    TimeFormat? Format = null,
    IReadOnlyList<TimePart>? Derive = null,
    bool AllowMissing = false,
    IReadOnlyList<double>? Cuts = null,
    string? Unseen = null,
    ColumnOrigin From = ColumnOrigin.File)
{
    internal const int DefaultBins = 16;

    internal const int DefaultLength = 5;
}
