using System.Globalization;
using System.Xml.Linq;
using Aread.Host.Progress;
using Aread.Host.Report;
using Aread.Tuning;
using static Aread.Host.Report.Html;

namespace Aread.Host.Tuning;

/// <summary>Best valid DomainAUC over learning rate (rows) and batch size (columns): the darker the better; a frame is around the best, and an empty cell diverged.</summary>
internal static class TuningPicture
{
    private const double Cell = 84;
    private const double Gap = 2;
    private const double Left = 110;
    private const double Top = 30;
    private const double Bottom = 48;
    private const double Right = 20;

    /// <summary>Shades from here on want light letters.</summary>
    private const int Dark = 6;

    private static string Style { get; } =
        "text{font:12px sans-serif;fill:#333}.light{fill:#fff}.best{fill:none;stroke:#c0392b;stroke-width:3}.heat{fill:#08468b}"
        + string.Concat(Enumerable.Range(0, HeatScale.Shades).Select(shade => string.Create(CultureInfo.InvariantCulture, $".q{shade}{{fill-opacity:{(shade + 1.0) / HeatScale.Shades:0.##}}}")));

    public static byte[] Write(TuningTable table)
    {
        var rates = table.Settings.Select(row => row.LearningRate).Distinct().Order().ToArray();
        var sizes = table.Settings.Select(row => row.BatchSize).Distinct().Order().ToArray();
        var scores = table.Settings.Select(row => row.BestValid).OfType<double>().ToArray();
        var scale = new HeatScale(scores.Min(), scores.Max());
        TuningRow At(int row, int column) => table.Settings.Single(setting => setting.LearningRate == rates[row] && setting.BatchSize == sizes[column]);
        var (width, height) = (Math.Max(360, Left + sizes.Length * Cell + Right), Top + rates.Length * Cell + Bottom);
        return SvgFile.Write(width, height, $"Valid DomainAUC of {table.System} over learning rate and batch size", Style,
            SvgFile.Text(Left, 18, "start", "best valid DomainAUC, and epochs trained"),
            scale.Cells(rates.Length, sizes.Length, (row, column) => At(row, column).BestValid, Left, Top, Cell, Gap),
            rates.SelectMany((_, row) => sizes.SelectMany((_, column) => Labels(At(row, column), scale, Left + column * Cell, Top + row * Cell, At(row, column) == table.Best))),
            rates.Select((rate, row) => SvgFile.Text(Left - 10, Top + (row + 0.5) * Cell + 4, "end", TuningScores.Rate(rate))),
            sizes.Select((size, column) => SvgFile.Text(Left + (column + 0.5) * Cell, height - Bottom + 18, "middle", size.ToString(CultureInfo.InvariantCulture))),
            SvgFile.Text(Left + sizes.Length * Cell / 2, height - 10, "middle", "batch size"),
            Tag("g", Attribute("transform", $"translate(18 {Coordinate(Top + rates.Length * Cell / 2)}) rotate(-90)"), SvgFile.Text(0, 0, "middle", "learning rate")));
    }

    private static IEnumerable<XElement> Labels(TuningRow row, HeatScale scale, double x, double y, bool isBest)
    {
        if (isBest) yield return Tag("rect", Class("best"), Attribute("x", x), Attribute("y", y), Attribute("width", Cell - Gap), Attribute("height", Cell - Gap));
        string[] lines = [row.Diverged ? "diverged" : Figures.Score(row.BestValid), row.Epochs == 1 ? "1 epoch" : $"{row.Epochs} epochs"];
        for (var line = 0; line < (row.Diverged ? 1 : 2); line++)
        {
            var text = SvgFile.Text(x + (Cell - Gap) / 2, y + (Cell - Gap) / 2 + 16 * line, "middle", lines[line]);
            if (row.BestValid is { } score && scale.Shade(score) >= Dark) text.Add(Class("light"));
            yield return text;
        }
    }
}
