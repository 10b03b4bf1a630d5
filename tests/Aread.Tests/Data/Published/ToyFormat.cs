using System.Text;
using Aread.Data.Import;
using Aread.Data.Published;

namespace Aread.Tests.Data.Published;

/// <summary>A format of one file whose lines are the rows of a CSV file, prepared in two steps: those with five cells, then those with a known label.</summary>
internal sealed class ToyFormat : IPublishedFormat
{
    public const string File = "toy.csv";

    public const string Cells = "cells";

    public const string Labels = "labels";

    /// <summary>Names of the steps that were done.</summary>
    public List<string> Done { get; } = [];

    public string Name => "toy";

    public PaperFigures? Paper => null;

    public IReadOnlyList<string> Files => [File];

    /// <summary>Twice the file.</summary>
    public long DiskNeeded(IReadOnlyList<InputFile> inputs) => 2 * inputs[0].TextSize;

    /// <summary>Forty rows in two domains, one a second.</summary>
    public static string Rows(int count = 40) =>
        string.Concat(Enumerable.Range(0, count).Select(i => $"u{i % 3},i{i % 4},{(i % 4 < 2 ? "a" : "b")},{1000 + i},{i % 2}\n"));

    public PreparedRows Prepare(IReadOnlyList<InputFile> inputs, Preparation preparation)
    {
        preparation.Step(Cells, step =>
        {
            using var lines = step.Read(inputs[0]);
            using var target = new StreamWriter(step.Files.Create("cells.csv"));
            while (lines.Read())
            {
                step.Meter.Report(ImportStage.Reading, lines.Number, lines.Fraction);
                if (lines.Line.Count((byte)',') == 4) target.Write($"{Encoding.UTF8.GetString(lines.Line)}\n");
                else lines.Reject("The row has not 5 cells.");
            }
            Done.Add(Cells);
            return true;
        });
        var source = preparation.PathOf(Cells, "cells.csv");
        var dropped = preparation.Step(Labels, step =>
        {
            var rows = System.IO.File.ReadAllLines(source);
            string[] kept = [.. rows.Where(row => !row.EndsWith(",?", StringComparison.Ordinal))];
            step.Meter.Report(ImportStage.Writing, 0, 0);
            step.Meter.Report(ImportStage.Writing, rows.Length, 1);
            using var target = new StreamWriter(step.Files.Create("rows.csv"));
            target.Write("user,item,channel,ts,label\n");
            foreach (var row in kept) target.Write($"{row}\n");
            Done.Add(Labels);
            return rows.Length - kept.Length;
        });
        preparation.Release(Cells);
        var schema = new CsvSchema(
            [new("user", ColumnKind.User), new("item", ColumnKind.Item), new("channel", ColumnKind.Domain), new("ts", ColumnKind.Time), new("label", ColumnKind.Label)],
            new CsvSplit(SplitBy.Time, 0.2m, 0.2m));
        return new PreparedRows(schema, CsvSource.Rows(preparation.PathOf(Labels, "rows.csv"), schema), [new CountedRows("dropped: no label", dropped)]);
    }
}
