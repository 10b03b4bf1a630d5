namespace Aread.Host.Report;

/// <summary>A line of a chart.</summary>
/// <param name="Points">Ordered by X.</param>
/// <param name="Markers">Whether each point is marked; for few points.</param>
/// <param name="Band">Lowest and highest value at each X, drawn as an area behind the line.</param>
internal sealed record ChartSeries(
    string Name, IReadOnlyList<(double X, double Y)> Points, bool Markers = false, IReadOnlyList<(double X, double Low, double High)>? Band = null);
