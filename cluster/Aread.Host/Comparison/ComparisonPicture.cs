using System.Globalization;
using System.Xml.Linq;
using Aread.Comparison;
using Aread.Host.Report;
using static Aread.Host.Report.Html;

namespace Aread.Host.Comparison;

/// <summary>DomainAUC over what a training costs, a dot for each system (paper Figure 5).</summary>
internal static class ComparisonPicture
{
    private const double LabelHeight = 13;
    private const double LetterWidth = 7.5;

    public static byte[] Write(ComparisonTable table)
    {
        var systems = table.Systems.Where(system => system.DomainAuc.Mean is not null).OrderByDescending(system => system.DomainAuc.Mean).ToArray();
        // Costs lie far apart, so that equal steps are equal factors.
        var x = new Axis(systems.Select(Place).DefaultIfEmpty(0).Min(), systems.Select(Place).DefaultIfEmpty(1).Max(), 6);
        var y = new Axis(systems.Select(system => system.DomainAuc.Low).DefaultIfEmpty(0).Min(), systems.Select(system => system.DomainAuc.High).DefaultIfEmpty(1).Max(), 6);
        var picture = new ScorePicture(x, y);
        return picture.Write("DomainAUC of each system over the time of a training", "seconds of a training, on one lane", "DomainAUC (test)", Ticks(x), Dots(picture, systems));
    }

    private static IEnumerable<XElement> Dots(ScorePicture picture, IReadOnlyList<SystemRow> systems)
    {
        var labels = new List<(double X, double Y, double Width)>();
        foreach (var system in systems)
        {
            var mean = system.DomainAuc.Mean!.Value;
            foreach (var part in picture.Dot(Place(system), mean, system.DomainAuc.Deviation ?? 0, system.Name == ComparisonSystem.Aread.Name ? 0 : 1, $"{system.Name}: {Fixed(mean, 4)} in {Fixed(system.Seconds, 0)} s"))
                yield return part;
            var label = Free((picture.X(Place(system)) + 9, picture.Y(mean) + 4, LetterWidth * system.Name.Length), labels);
            labels.Add(label);
            yield return SvgFile.Text(label.X, label.Y, "start", system.Name);
        }
    }

    /// <summary>Under the labels that are there already.</summary>
    private static (double X, double Y, double Width) Free((double X, double Y, double Width) wanted, List<(double X, double Y, double Width)> labels)
    {
        while (labels.Any(label => label.X < wanted.X + wanted.Width && wanted.X < label.X + label.Width && Math.Abs(label.Y - wanted.Y) < LabelHeight)) wanted.Y += LabelHeight / 4;
        return wanted;
    }

    private static double Place(SystemRow system) => Math.Log10(Math.Max(0.001, system.Seconds));

    /// <summary>1, 2 and 5 of each power of ten.</summary>
    private static IEnumerable<(double Value, string Label)> Ticks(Axis x) =>
        from power in Enumerable.Range((int)Math.Floor(x.Least), (int)Math.Ceiling(x.Most) - (int)Math.Floor(x.Least) + 1)
        from digit in new[] { 1, 2, 5 }
        let value = digit * Math.Pow(10, power)
        where Math.Log10(value) >= x.Least && Math.Log10(value) <= x.Most
        select (Math.Log10(value), value.ToString("0.###", CultureInfo.InvariantCulture));
}
