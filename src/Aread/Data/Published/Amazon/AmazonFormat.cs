using Aread.Data.Import;

namespace Aread.Data.Published.Amazon;

/// <summary>
/// Amazon Review Data (2018), ratings and metadata of products. (Ni, Li, McAuley: "Justifying recommendations using distantly-labeled reviews and fine-grained
/// aspects", EMNLP-IJCNLP 2019)
/// </summary>
/// <remarks>Memory grows with the distinct users and items of the twelve months, not with the ratings: see the steps.</remarks>
internal sealed class AmazonFormat : IPublishedFormat
{
    /// <summary>Bytes on disk at once for each byte of the ratings: benchmarks/results/amazon.md.</summary>
    private const double DiskShare = 0.6;

    /// <summary>Names as in the authors' files.</summary>
    public static CsvSchema Schema { get; } = new(
        [
            new("userid", ColumnKind.User),
            new("itemid", ColumnKind.Item),
            new("timestamp", ColumnKind.Time, Derive: [TimePart.Weekday]),
            new("domain", ColumnKind.Domain),
            new("sales_chart", ColumnKind.Categorical, AllowMissing: true),
            new("sales_rank", ColumnKind.Categorical, AllowMissing: true),
            new("brand", ColumnKind.Categorical, AllowMissing: true),
            new("price", ColumnKind.Categorical, AllowMissing: true),
            new("label", ColumnKind.Label),
        ],
        new CsvSplit(SplitBy.Time, 0.05m, 0.05m))
    {
        Name = "amazon",
        SmallDomains = SmallDomains.Drop,
        Histories =
        [
            new("user_pos_6month_seq", HistoryOf.Positive, AmazonRules.HistoryLength, AmazonRules.HistoryDays),
            new("user_neg_6month_seq", HistoryOf.Negative, AmazonRules.HistoryLength, AmazonRules.HistoryDays),
        ],
    };

    public string Name => "amazon";

    public PaperFigures Paper { get; } = new(17_664_862, 8_790_575, 25, 0.17, 12);

    public IReadOnlyList<string> Files { get; } = ["all_csv_files.csv", "All_Amazon_Meta.json"];

    public long DiskNeeded(IReadOnlyList<InputFile> inputs) => (long)(DiskShare * inputs[0].TextSize);

    public PreparedRows Prepare(IReadOnlyList<InputFile> inputs, Preparation preparation)
    {
        var read = preparation.Step(RatingFile.Step, step => RatingFile.Make(inputs[0], step));
        var all = new RecordFile(preparation.PathOf(RatingFile.Step, RatingFile.Ratings), Rating.Size, read.Kept);
        var kept = preparation.Step(FrequentFile.Step, step => FrequentFile.Make(all, read, step));
        var left = new RecordFile(preparation.PathOf(FrequentFile.Step, FrequentFile.Ratings), Rating.Size, kept);
        var items = preparation.PathOf(RatingFile.Step, RatingFile.Items);
        var metadata = preparation.Step(MetadataFile.Step, step => MetadataFile.Make(inputs[1], left, items, read.Items, step));
        var (users, lines) = (preparation.PathOf(RatingFile.Step, RatingFile.Users), preparation.PathOf(MetadataFile.Step, MetadataFile.Items));
        var samples = preparation.Step(SampleFile.Step, step => SampleFile.Make(left, read, users, lines, Schema.Split, step));
        foreach (var step in (string[])[RatingFile.Step, FrequentFile.Step, MetadataFile.Step]) preparation.Release(step);
        var rows = SampleRows.Set(
            new RecordFile(preparation.PathOf(SampleFile.Step, SampleFile.Samples), Rating.Size, samples.Samples),
            preparation.PathOf(SampleFile.Step, SampleFile.Users),
            preparation.PathOf(SampleFile.Step, SampleFile.Items));
        return new PreparedRows(Schema, rows, Counts(read, kept, metadata, samples));
    }

    private static List<CountedRows> Counts(RatingCounts read, long kept, MetadataCounts metadata, SampleCounts samples) =>
    [
        new("dropped: before 2017-08-14", read.Early),
        new("dropped: after 2018-08-14", read.Late),
        new("dropped: user or item with fewer than 3", read.Kept - kept),
        new("dropped: item without metadata", samples.WithoutMetadata),
        new("dropped: item without category", samples.WithoutCategory),
        new("missing: price not understood (items)", metadata.Broken.Price),
        new("missing: sales rank not understood (items)", metadata.Broken.Rank),
        new("missing: brand not understood (items)", metadata.Broken.Brand),
        new("missing: category not understood (items)", metadata.Broken.Category),
        new("passed over: further metadata of an item", metadata.Twice),
        new("missing: brand with fewer than 10 items (brands)", samples.RareBrands),
    ];
}
