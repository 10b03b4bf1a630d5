namespace Aread.Data.Import;

/// <summary>What a CSV column is.</summary>
public enum ColumnKind
{
    Ignore,

    /// <summary>0 or 1, or a number that <see cref="CsvColumn.Threshold"/> makes 0 or 1.</summary>
    Label,
    Domain,
    Item,
    User,
    Categorical,

    /// <summary>A number, cut into bins.</summary>
    Numeric,

    /// <summary>A list of items, for example [17, 4, 9], the latest last; the last <see cref="CsvColumn.Length"/> of them are kept.</summary>
    Sequence,

    /// <summary>When the sample happened. No field by itself; fields can be derived from it.</summary>
    Time,

    /// <summary>0, 1, 2 or train, valid, test.</summary>
    Split,
}
