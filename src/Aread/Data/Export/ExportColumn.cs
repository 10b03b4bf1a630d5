using Aread.Data.Import;

namespace Aread.Data.Export;

/// <summary>A field as a column of rows.</summary>
/// <param name="Column">How the schema names it.</param>
/// <param name="Texts">By id; null where there is none. Empty texts are missing values.</param>
/// <param name="Numbers">By id, of a numeric field: a number of its bin, NaN for the bin of missing ones; null for other fields.</param>
internal sealed record ExportColumn(CsvColumn Column, string?[] Texts, double[]? Numbers)
{
    /// <param name="values">The field's vocabulary.</param>
    /// <param name="unseen">Stands for unseen values.</param>
    public static ExportColumn Of(FieldSpec field, IReadOnlyList<string> values, string unseen)
    {
        var allowMissing = values.Contains("");
        if (field.Role == FieldRole.Numeric && NumericBins.CutsOf(values) is { } cuts)
        {
            var column = new CsvColumn(field.Name, ColumnKind.Numeric, AllowMissing: allowMissing, Cuts: cuts);
            double[] numbers = [double.NaN, cuts.Length == 0 ? 0 : Math.BitDecrement(cuts[0]), .. cuts, .. allowMissing ? (double[])[double.NaN] : []];
            return new ExportColumn(column, [null, .. numbers.Skip(1).Select(TextOf)], numbers);
        }
        var kind = KindOf(field.Role);
        return new ExportColumn(
            new CsvColumn(field.Name, kind, AllowMissing: allowMissing, Unseen: kind == ColumnKind.Domain ? null : unseen),
            [kind == ColumnKind.Domain ? null : unseen, .. values],
            null);
    }

    private static string TextOf(double number) => double.IsNaN(number) ? "" : number.ToString("R", System.Globalization.CultureInfo.InvariantCulture);

    private static ColumnKind KindOf(FieldRole role) => role switch
    {
        FieldRole.User => ColumnKind.User,
        FieldRole.Item => ColumnKind.Item,
        FieldRole.Domain => ColumnKind.Domain,
        _ => ColumnKind.Categorical,
    };
}
