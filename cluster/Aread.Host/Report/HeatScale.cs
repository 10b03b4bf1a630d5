using System.Xml.Linq;
using static Aread.Host.Report.Html;

namespace Aread.Host.Report;

/// <summary>Ten shades for the values of a range. One colour in growing strength, so that it reads without colour and in both themes.</summary>
internal sealed record HeatScale(double Least, double Most)
{
    public const int Shades = 10;

    /// <summary>The shade of a value, 0 to 9.</summary>
    public int Shade(double value) => Most <= Least ? Shades - 1 : Math.Clamp((int)((value - Least) / (Most - Least) * Shades), 0, Shades - 1);

    /// <summary>Rectangles of one shade are one path, joined along rows: hundreds of domains stay a small page.</summary>
    /// <param name="rows">Cells of each row; null leaves a cell out.</param>
    /// <param name="cell">Width and height of a cell.</param>
    /// <param name="gap">Room between cells; none lets equal neighbours melt together.</param>
    public IEnumerable<XElement> Cells(int rows, int columns, Func<int, int, double?> value, double x, double y, double cell, double gap)
    {
        var paths = new System.Text.StringBuilder?[Shades];
        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < columns;)
            {
                if (value(row, column) is not { } found)
                {
                    column++;
                    continue;
                }
                var shade = Shade(found);
                var end = column + 1;
                while (gap == 0 && end < columns && value(row, end) is { } next && Shade(next) == shade) end++;
                var width = Coordinate((end - column) * cell - gap);
                (paths[shade] ??= new()).Append($"M{Coordinate(x + column * cell)} {Coordinate(y + row * cell)}h{width}v{Coordinate(cell - gap)}h-{width}z");
                column = end;
            }
        }
        return paths.Select((path, shade) => path is null ? null : Tag("path", Class($"heat q{shade}"), Attribute("d", path.ToString()))).OfType<XElement>();
    }

    public XElement Legend(string label) => Tag("span", Class("legend"), $"{label}: {Fixed(Least, 2)} ",
        Tag("svg", Attribute("viewBox", "0 0 100 10"), Class("scale"), Cells(1, Shades, (_, column) => Least + (column + 0.5) / Shades * (Most - Least), 0, 0, 10, 0)),
        $" {Fixed(Most, 2)}");
}
