namespace Aread.Data.Import;

/// <summary>Counts what train holds and makes vocabularies and bins of it. Valid and test are passed over.</summary>
internal static class TrainVocabularies
{
    public static IReadOnlyList<FieldIds> Of(StagedRows rows, DomainSelection domains, ImportMeter meter)
    {
        var fields = rows.Plan.Fields;
        var counts = fields.Select((_, i) => new long[rows.Values[i].Values.Count]).ToArray();
        var bins = fields.Select(field => new NumericBins.Builder(field.Name)).ToArray();
        using (var row = rows.File.Read())
            for (long done = 0; row.MoveNext(); done++)
            {
                meter.Tick(ImportStage.Counting, rows.File.Count + done, 2 * rows.File.Count);
                if (rows.SplitOf(row) != Split.Train || domains.IndexOfValue[rows.ValueOf(row, rows.Plan.Domain)] < 0) continue;
                for (var i = 0; i < fields.Count; i++)
                    if (fields[i].Role == FieldRole.Numeric) bins[i].Add(rows.NumberOf(row, i));
                    else counts[i][rows.ValueOf(row, i)]++;
            }
        return [.. fields.Select(IdsOf)];

        FieldIds IdsOf(ImportField field, int i)
        {
            var column = rows.Plan.Schema.Columns[field.Column];
            return field.Role switch
            {
                FieldRole.Numeric => FieldIds.OfBins(field, column.Cuts is { } cuts ? new NumericBins([.. cuts], column.AllowMissing) : bins[i].Build(column.Bins ?? CsvColumn.DefaultBins, column.AllowMissing)),
                FieldRole.Domain => FieldIds.OfDomains(field, domains),
                _ => FieldIds.OfValues(field, rows.Values[i].Values, counts[i], column.MinCount ?? 1, column.Unseen),
            };
        }
    }
}
