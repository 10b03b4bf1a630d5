using System.Text;
using System.Xml.Linq;
using Aread.Data.Inspection;
using Aread.Host.Report;
using static Aread.Host.Report.Html;

namespace Aread.Host.DataReport;

/// <summary>The page about a data set, one file.</summary>
internal static class DataReportPage
{
    private const int Pairs = 10;
    private const int OpenDomains = 40;
    private const string Wrapped = "white-space:normal;min-width:9rem";

    public static byte[] Write(DatasetReport report) => Encoding.UTF8.GetBytes(ReportPage.Document($"{report.Name} – data set",
        Tag("header", Tag("h1", report.Name), Tag("p", Class("note"), report.Directory),
            Table(DataReportTables.Splits(report)), Comparison(report)),
        Section("Domains", new DomainSizes(report).Figure(), Domains(report)),
        Section("Fields", Table(DataReportTables.Fields(report)), Tag("p", Class("note"), "Unseen: samples whose value train does not have, or has too rarely.")),
        Section("Shared between domains", report.Shared.Select(shared => Shared(report, shared))),
        Rows(report),
        Section("Leaks", Tag("table", Tag("tbody", report.Checks.Select(check =>
            Tag("tr", Tag("td", Attribute("style", Wrapped), Tag("strong", check.Name)), Tag("td", check.Outcome.ToString().ToLowerInvariant()), Tag("td", Attribute("style", Wrapped), check.Finding))))))));

    private static IEnumerable<XElement> Comparison(DatasetReport report) => report is not { Published: { } published, Figures: { } figures } ? [] :
    [
        Table(DataReportTables.Comparison(figures, published.Paper)),
        .. TrainAdvice.Command(report.Directory, published) is { } command ? (XElement[])[Tag("p", TrainAdvice.Heading), Tag("pre", command)] : [],
    ];

    private static XElement Domains(DatasetReport report) => Tag("details", report.Domains.Count <= OpenDomains ? Attribute("open", "open") : null,
        Tag("summary", $"All {report.Domains.Count} domains"), Table(DataReportTables.Domains(report)));

    private static IEnumerable<object?> Shared(DatasetReport report, SharedValues shared)
    {
        yield return Tag("p", DataReportTables.Sharing(shared, DataReportTables.RoleOf(report, shared)));
        if (shared.Pairs.Count == 0) yield break;
        yield return SharedMap.Render(report, shared);
        yield return Table(DataReportTables.Pairs(shared, Pairs));
    }

    private static XElement? Rows(DatasetReport report) => report.Import is not { Rows: not null } import ? null : Section("Rows",
        Table(DataReportTables.Rows(import, report.Published)), DataReportTables.Notes(import).Select(note => Tag("p", note)));

    private static XElement Table(DataTable table) => Tag("div", Class("scroll"), Tag("table",
        Tag("thead", Tag("tr", Tag("th", table.First), table.Headings.Select(heading => Tag("th", Class("number"), heading)))),
        Tag("tbody", table.Rows.Select(row => Tag("tr", Tag("th", row.Name), row.Cells.Select(cell => Tag("td", Class("number"), cell)))))));
}
