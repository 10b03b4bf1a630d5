using System.Buffers.Binary;

namespace Aread.Data.Import;

/// <summary>All rows, parsed and in the order of their times, on disk.</summary>
/// <param name="Values">The texts of each field by value number.</param>
/// <param name="TimeSplit">If rows are divided by time.</param>
internal sealed record StagedRows(ImportPlan Plan, RecordFile File, IReadOnlyList<ValueNumbers> Values, TimeSplit? TimeSplit)
{
    public Split SplitOf(RecordCursor row) => TimeSplit is { } split ? split[row.Time] : (Split)row.Current[ImportPlan.SplitOffset];

    public static byte LabelOf(RecordCursor row) => row.Current[ImportPlan.LabelOffset];

    /// <param name="field">Index of a field that is not numeric.</param>
    public int ValueOf(RecordCursor row, int field) => BinaryPrimitives.ReadInt32LittleEndian(row.Current[Plan.Fields[field].Offset..]);

    /// <param name="field">Index of a numeric field.</param>
    public double NumberOf(RecordCursor row, int field) => BinaryPrimitives.ReadDoubleLittleEndian(row.Current[Plan.Fields[field].Offset..]);

    /// <summary>Value number of an item in a sequence, or <see cref="ImportSequence.Nothing"/>.</summary>
    public int ItemOf(RecordCursor row, ImportSequence sequence, int position) =>
        BinaryPrimitives.ReadInt32LittleEndian(row.Current[(sequence.Offset + position * sizeof(int))..]);

    /// <summary>Reads all rows once.</summary>
    /// <exception cref="DataFormatException">A file or a cell does not hold what the schema says.</exception>
    public static StagedRows Read(IReadOnlyList<RowSet> sets, ImportPlan plan, StagedDirectory directory, ImportMeter meter)
    {
        var parser = new RowParser(plan);
        var sorter = new RecordSorter(directory, plan.RecordSize);
        var total = sets.Sum(set => set.Size);
        long rows = 0, before = 0;
        foreach (var set in sets)
        {
            using var source = set.Open();
            for (; source.Read(); rows++)
            {
                parser.Parse(source, rows, sorter.Next());
                if (meter.IsDue(rows)) meter.Report(ImportStage.Reading, rows, (double)(before + source.Position) / total);
            }
            before += source.Position;
        }
        if (rows == 0) throw new DataFormatException(sets[^1].Name, null, null, "There are no rows.", "Give a file with rows.");
        var file = sorter.Complete(done => meter.Tick(ImportStage.Sorting, done, rows));
        TimeSplit? split = plan.Schema.Split.By == SplitBy.Time ? Import.TimeSplit.Of(rows, file.TimeAt, plan.Schema.Split) : null;
        return new StagedRows(plan, file, parser.Values, split);
    }
}
