using System.Xml.Linq;
using Aread.Comparison;
using Aread.Host.Report;
using static Aread.Host.Report.Html;

namespace Aread.Host.Comparison;

/// <summary>DomainAUC over what a training costs, a dot for each system (paper Figure 5).</summary>
internal static class ComparisonPicture
{
    private const double LabelHeight = 14;
    private const double LabelWidth = 70;

    public static byte[] Write(ComparisonTable table)
    {
        var systems = table.Systems.Where(system => system.DomainAuc.Mean is not null).OrderByDescending(system => system.DomainAuc.Mean).ToArray();
        var x = new Axis(0, systems.Select(system => system.Seconds).DefaultIfEmpty(1).Max(), 6);
        var y = new Axis(systems.Select(system => system.DomainAuc.Low).DefaultIfEmpty(0).Min(), systems.Select(system => system.DomainAuc.High).DefaultIfEmpty(1).Max(), 6);
        var picture = new ScorePicture(x, y);
        return picture.Write("DomainAUC of each system over the time of a training", "seconds of a training, on one lane", "DomainAUC (test)", x.Ticks(), Dots(picture, systems));
    }

    private static IEnumerable<XElement> Dots(ScorePicture picture, IReadOnlyList<SystemRow> systems)
    {
        var labels = new List<(double X, double Y)>();
        foreach (var system in systems)
        {
            var mean = system.DomainAuc.Mean!.Value;
            foreach (var part in picture.Dot(system.Seconds, mean, system.DomainAuc.Deviation ?? 0, system.Name == ComparisonSystem.Aread.Name ? 0 : 1, $"{system.Name}: {Fixed(mean, 4)} in {Fixed(system.Seconds, 0)} s"))
                yield return part;
            var label = Free(picture.X(system.Seconds) + 9, picture.Y(mean) + 4, labels);
            labels.Add(label);
            yield return ScorePicture.Text(label.X, label.Y, "start", system.Name);
        }
    }

    /// <summary>Under the labels that are there already.</summary>
    private static (double X, double Y) Free(double x, double y, List<(double X, double Y)> labels)
    {
        while (labels.Any(label => Math.Abs(label.X - x) < LabelWidth && Math.Abs(label.Y - y) < LabelHeight)) y += LabelHeight / 2;
        return (x, y);
    }
}
