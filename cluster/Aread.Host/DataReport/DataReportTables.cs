using Aread.Data;
using Aread.Data.Import;
using Aread.Data.Inspection;
using Aread.Data.Published;
using Aread.Host.Progress;

namespace Aread.Host.DataReport;

/// <summary>The tables of a report, for the terminal and for the page.</summary>
internal static class DataReportTables
{
    public static DataTable Splits(DatasetReport report) => new("", ["samples", "positives", "share"],
        [.. report.Splits.Select(split => new DataRow(Name(split.Split), Figures.Count(split.Samples), Figures.Count(split.Positives), Share(split.Positives, split.Samples)))]);

    public static DataTable Fields(DatasetReport report) => new("field", ["role", "values", "unseen: train", "valid", "test"],
        [.. report.Fields.Select(field => new DataRow(field.Name,
            [field.Role.ToString().ToLowerInvariant(), Figures.Count(field.Values), .. report.Splits.Select(split => Share(field.Unseen[(int)split.Split], split.Samples))]))]);

    public static DataTable Domains(DatasetReport report) => new("domain", ["train", "valid", "test", "positives", "share of train", "minor"],
        [.. report.Domains.Select(domain => new DataRow(domain.Name,
            [.. domain.Splits.Select(split => Figures.Count(split.Samples)), Share(domain.Positives, domain.Samples),
                Share(domain.Splits[(int)Split.Train].Samples, report.Splits[(int)Split.Train].Samples), domain.Minor ? "yes" : ""]))]);

    /// <summary>The data set beside what the paper says of it, if it does.</summary>
    public static DataTable Comparison(PublishedFigures figures, PaperFigures? paper)
    {
        (string What, string Here, string Paper)[] rows =
        [
            ("samples", Figures.Count(figures.Samples), Figures.Count(paper?.Samples)),
            ("positives", Figures.Count(figures.Positives), Figures.Count(paper?.Positives)),
            ("domains", Figures.Count(figures.Domains), Figures.Count(paper?.Domains)),
            ($"largest domain ({figures.LargestDomain})", $"{figures.LargestShare:P2}", $"{paper?.LargestShare:P2}"),
            ("minor domains", Figures.Count(figures.MinorDomains), Figures.Count(paper?.MinorDomains)),
            ("augmentation ratio", $"{figures.AugmentationRatio:P2}", $"{paper?.AugmentationRatio:P2}"),
        ];
        return paper is null
            ? new DataTable("", ["here"], [.. rows.Select(row => new DataRow(row.What, row.Here))])
            : new DataTable("", ["here", "paper"], [.. rows.Select(row => new DataRow(row.What, row.Here, row.Paper))]);
    }

    /// <param name="limit">Pairs at most.</param>
    public static DataTable Pairs(SharedValues shared, int limit) => new("domain", ["and", "in common", "of either"],
        [.. shared.Pairs.Take(limit).Select(pair => new DataRow(pair.First, pair.Second, Figures.Count(pair.Common), Share(pair.Common, pair.Either)))]);

    /// <summary>What was left out or mended of published files, then of the rows that these left.</summary>
    public static DataTable Rows(ImportRecord import, PublishedRecord? published) => new("", ["rows"],
        [
            .. (published?.Counts ?? []).Select(count => new DataRow(count.Rule, Figures.Count(count.Count))),
            .. (published?.Rejected ?? []).SelectMany(file => file.Reasons.Select(reason => new DataRow($"damaged: {file.File}: {reason.Key}", Figures.Count(reason.Value)))),
            new DataRow("read", Figures.Count(import.Rows)),
            .. import.Dropped.Select(dropped => new DataRow($"left out: {dropped.Reason}", Figures.Count(dropped.Rows))),
        ]);

    /// <summary>What an import did beside leaving rows out, one sentence each.</summary>
    public static IEnumerable<string> Notes(ImportRecord import)
    {
        if (import.PooledDomains.Count > 0)
            yield return $"{import.PooledDomains.Count} {(import.PooledDomains.Count == 1 ? "domain" : "domains")} became '{CsvSchema.PooledDomain}': {string.Join(", ", import.PooledDomains.Take(10).Select(name => $"'{name}'"))}{(import.PooledDomains.Count > 10 ? ", ..." : "")}.";
        foreach (var merged in import.Merged)
            yield return $"{Figures.Count(merged.Values)} values of '{merged.Field}' are too rare and became unseen, in {Figures.Count(merged.Samples)} train samples.";
    }

    public static string Sharing(SharedValues shared, FieldRole role) =>
        $"{Figures.Count(shared.InSeveral)} of {Figures.Count(shared.Values)} {(role == FieldRole.User ? "users" : "items")} are in more than one domain ({Share(shared.InSeveral, shared.Values)}).";

    public static FieldRole RoleOf(DatasetReport report, SharedValues shared) => report.Fields.Single(field => field.Name == shared.Field).Role;

    private static string Name(Split split) => split.ToString().ToLowerInvariant();

    private static string Share(long part, long whole) => whole == 0 ? Figures.Unknown : $"{100.0 * part / whole:0.0} %";
}
