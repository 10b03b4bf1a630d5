namespace Aread.Data.Import;

/// <summary>Whether a schema fits itself.</summary>
internal sealed class CsvSchemaCheck(string path, CsvSchema schema)
{
    private static readonly HashSet<ColumnKind> Cells = [ColumnKind.Domain, ColumnKind.Item, ColumnKind.User, ColumnKind.Categorical, ColumnKind.Numeric, ColumnKind.Sequence];
    private static readonly HashSet<ColumnKind> Counted = [ColumnKind.Item, ColumnKind.User, ColumnKind.Categorical];

    /// <exception cref="DataFormatException">It does not; the message says where.</exception>
    public void Require()
    {
        foreach (var kind in (ColumnKind[])[ColumnKind.Label, ColumnKind.Domain, ColumnKind.Item]) RequireCount(kind, 1, 1);
        foreach (var kind in (ColumnKind[])[ColumnKind.User, ColumnKind.Time, ColumnKind.Split]) RequireCount(kind, 0, 1);
        foreach (var column in schema.Columns) RequireFitting(column);
        RequireUnique(schema.Columns.Select(column => column.Name), "column");
        var derived = schema.Columns.SelectMany(column => column.Derive ?? []).Select(ImportField.NameOf);
        RequireUnique(schema.Columns.Select(column => column.Name).Concat(derived).Concat(schema.Histories.Select(history => history.Name)),
            "field or history");
        RequireSplit(schema.Split);
        foreach (var history in schema.Histories) RequireHistory(history);
        if (schema.MinDomainSamples < 1) throw Fault($"minDomainSamples is {schema.MinDomainSamples}.", "It must be at least 1.");
    }

    private void RequireFitting(CsvColumn column)
    {
        RequireOption(column, "minCount", column.MinCount is not null, Counted.Contains(column.Kind));
        RequireOption(column, "bins", column.Bins is not null, column.Kind == ColumnKind.Numeric);
        RequireOption(column, "length", column.Length is not null, column.Kind == ColumnKind.Sequence);
        RequireOption(column, "threshold", column.Threshold is not null, column.Kind == ColumnKind.Label);
        RequireOption(column, "format", column.Format is not null, column.Kind == ColumnKind.Time);
        RequireOption(column, "derive", column.Derive is not null, column.Kind == ColumnKind.Time);
        RequireOption(column, "allowMissing", column.AllowMissing, Cells.Contains(column.Kind));
        RequireOption(column, "cuts", column.Cuts is not null, column.Kind == ColumnKind.Numeric);
        RequireOption(column, "unseen", column.Unseen is not null, Counted.Contains(column.Kind));
        RequireOption(column, "from", column.From != ColumnOrigin.File, column.Kind == ColumnKind.Domain);
        if (column.Cuts is { } cuts) RequireCuts(column, cuts);
        if (column.MinCount < 1) throw Fault($"minCount is {column.MinCount}.", "It must be at least 1.", column.Name);
        if (column.Length is < 1 or > 255) throw Fault($"length is {column.Length}.", "It must lie in 1 to 255.", column.Name);
        if (column.Bins is < 2 or > 65_536) throw Fault($"bins is {column.Bins}.", "It must lie in 2 to 65536.", column.Name);
    }

    private void RequireCuts(CsvColumn column, IReadOnlyList<double> cuts)
    {
        if (column.Bins is not null) throw Fault("'cuts' and 'bins' both say how the numbers are divided.", "Remove one.", column.Name);
        for (var i = 0; i < cuts.Count; i++)
            if (!double.IsFinite(cuts[i]) || i > 0 && cuts[i] <= cuts[i - 1]) throw Fault($"'cuts' has {cuts[i]} at position {i + 1}.", "Cuts must be finite and ascend.", column.Name);
    }

    private void RequireOption(CsvColumn column, string option, bool given, bool fits)
    {
        if (given && !fits) throw Fault($"'{option}' does not belong to a column of kind {Lower(column.Kind)}.", "Remove it or change the kind.", column.Name);
    }

    private void RequireCount(ColumnKind kind, int least, int most)
    {
        var count = schema.Columns.Count(column => column.Kind == kind);
        if (count < least) throw Fault($"No column is of kind {Lower(kind)}.", $"Give one column \"kind\": \"{Lower(kind)}\".");
        if (count > most) throw Fault($"{count} columns are of kind {Lower(kind)}.", "Leave one of them so, make the others categorical or ignore.");
    }

    private void RequireSplit(CsvSplit split)
    {
        var shares = split.Valid is not null || split.Test is not null;
        if (split.By == SplitBy.Column && (shares || split.Seed is not null))
            throw Fault("A split by column has no shares and no seed.", "Remove valid, test and seed.");
        if (split.By != SplitBy.Random && split.Seed is not null) throw Fault("Only a random split has a seed.", "Remove it.");
        if (split.By == SplitBy.Column && schema.Find(ColumnKind.Split) is null)
            throw Fault("The split is by column, but no column is of kind split.", "Name one.");
        if (split.By != SplitBy.Column && schema.Find(ColumnKind.Split) is { } unused)
            throw Fault($"The split is by {split.By.ToString().ToLowerInvariant()}, but a column is of kind split.",
                "Make the column ignore, or the split by column.", unused.Name);
        if (split.By == SplitBy.Time && schema.Find(ColumnKind.Time) is null) throw Fault("The split is by time, but no column is of kind time.", "Name one.");
        if (split.ValidShare <= 0 || split.TestShare <= 0 || split.ValidShare + split.TestShare >= 1)
            throw Fault($"The split has shares {split.ValidShare} (valid) and {split.TestShare} (test).",
                "Both must be positive and leave something for train.");
    }

    private void RequireHistory(CsvHistory history)
    {
        if (schema.Find(ColumnKind.User) is null || schema.Find(ColumnKind.Time) is null)
            throw Fault($"History '{history.Name}' needs a column of kind user and one of kind time.", "Name them or remove the history.");
        if (history.Length is < 1 or > 255) throw Fault($"History '{history.Name}' has length {history.Length}.", "It must lie in 1 to 255.");
        if (history.WindowDays is <= 0) throw Fault($"History '{history.Name}' has a window of {history.WindowDays} days.", "It must be positive.");
    }

    private void RequireUnique(IEnumerable<string> names, string what)
    {
        if (names.GroupBy(name => name).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw Fault($"There are two of '{twice.Key}' ({what}).", "Rename one.", twice.Key);
    }

    private static string Lower(ColumnKind kind) => kind.ToString().ToLowerInvariant();

    private DataFormatException Fault(string reason, string remedy, string? column = null) => new(path, null, column, reason, remedy);
}
