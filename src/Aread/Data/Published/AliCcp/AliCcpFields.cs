using Aread.Data.Import;

namespace Aread.Data.Published.AliCcp;

/// <summary>
/// Which fields of AliCCP a sample has and what they are called: those of its user, from the common features, around those of its own line.
/// Names and order are those of the authors' preprocessed files; D is the number that comes with a feature.
/// </summary>
internal static class AliCcpFields
{
    /// <summary>Stands for a value that train does not have often enough, and for one that is missing.</summary>
    public const string Unseen = "unseen";

    /// <summary>An id that a line does not have.</summary>
    public const int Missing = -1;

    /// <summary>Of <see cref="Ids"/>.</summary>
    public const int User = 0;
    public const int Item = 9;
    public const int Domain = 10;

    public const int CommonCount = 13;
    public const int SampleCount = 10;
    public const int NumberCount = 4;

    /// <summary>The first nine come before those of the sample, the others behind them.</summary>
    public static readonly string[] Common = ["101", "121", "122", "124", "125", "126", "127", "128", "129", "109_14", "110_14", "127_14", "150_14"];

    public static readonly string[] CommonNumbers = ["109_14", "110_14", "127_14", "150_14"];

    public static readonly string[] Sample = ["205", "206", "207", "210", "216", "508", "509", "702", "853", "301"];

    public static readonly string[] SampleNumbers = ["508", "509", "702", "853"];

    /// <summary>Fields with ids.</summary>
    public static readonly string[] Ids = [.. Common[..Item], .. Sample, .. Common[Item..]];

    /// <summary>Fields with numbers.</summary>
    public static readonly string[] Numbers = [.. CommonNumbers, .. SampleNumbers];

    public static CsvSchema Schema { get; } = new(
        [
            new CsvColumn("click", ColumnKind.Label),
            new CsvColumn("purchase", ColumnKind.Ignore),
            .. Ids.Select((field, i) => i switch
            {
                User => new CsvColumn("userid", ColumnKind.User, Unseen: Unseen),
                Item => new CsvColumn("itemid", ColumnKind.Item, Unseen: Unseen),
                Domain => new CsvColumn("domain", ColumnKind.Domain),
                _ => new CsvColumn(field, ColumnKind.Categorical, Unseen: Unseen),
            }),
            .. Numbers.Select(field => new CsvColumn($"D{field}", ColumnKind.Numeric, Bins: 10, AllowMissing: true)),
            new CsvColumn("train_tag", ColumnKind.Split),
        ],
        new CsvSplit(SplitBy.Column))
    {
        Name = "aliccp",
        SmallDomains = SmallDomains.Drop,
    };
}
