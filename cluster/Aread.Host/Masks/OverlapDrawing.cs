using System.Globalization;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Aread.Host.Masks;

/// <summary>Both matrices of an <see cref="OverlapReport"/> in one: overlap below the diagonal, random masks above it.</summary>
/// <param name="limit">Domains at most; as many as fit if null.</param>
internal sealed class OverlapDrawing(OverlapReport report, int? limit) : Renderable
{
    private const int WidestName = 20;
    private const int NumberWidth = 4;
    private const int CellWidth = 5;

    /// <summary>From this difference to random on, a ratio is coloured.</summary>
    private const double Notable = 0.05;

    private int NameWidth { get; } = Math.Min(WidestName, 2 + report.Domains.Max(name => name.Length));

    /// <summary>How many domains are drawn at this width.</summary>
    public int Shown(int maxWidth) => Math.Min(report.Domains.Count, limit ?? Math.Max(2, (maxWidth - NameWidth - NumberWidth) / CellWidth));

    protected override IEnumerable<Segment> Render(RenderOptions options, int maxWidth)
    {
        var grey = new Style(Color.Grey);
        var shown = Shown(maxWidth);
        var perBlock = Math.Max(1, (maxWidth - NameWidth - NumberWidth) / CellWidth);
        for (var first = 0; first < shown; first += perBlock)
        {
            var end = Math.Min(first + perBlock, shown);
            var numbers = Enumerable.Range(first + 1, end - first).Select(number => $"{number,CellWidth}");
            yield return new Segment("".PadLeft(NameWidth + NumberWidth) + string.Concat(numbers), grey);
            yield return Segment.LineBreak;
            for (var row = 0; row < shown; row++)
            {
                yield return new Segment($"{row + 1,NumberWidth - 1} {Fit(report.Domains[row])}");
                for (var column = first; column < end; column++) yield return Cell(row, column, options.Unicode);
                yield return Segment.LineBreak;
            }
        }
    }

    private Segment Cell(int row, int column, bool unicode)
    {
        if (row == column) return new Segment($"{(unicode ? '·' : '-'),CellWidth}", new Style(Color.Grey));
        if (column > row) return new Segment(Number(report.Random[row][column]), new Style(Color.Grey));
        var above = report.Overlap[row][column] - report.Random[row][column];
        var colour = above >= Notable ? Color.Green : above <= -Notable ? Color.Red : Color.Default;
        return new Segment(Number(report.Overlap[row][column]), new Style(colour));
    }

    private static string Number(double ratio) => (ratio >= 0.995 ? "1.0" : ratio.ToString(".00", CultureInfo.InvariantCulture)).PadLeft(CellWidth);

    private string Fit(string name) => name.Length < NameWidth ? name.PadRight(NameWidth) : name[..(NameWidth - 2)] + "… ";
}
