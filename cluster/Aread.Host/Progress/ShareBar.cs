using Spectre.Console;
using Spectre.Console.Rendering;

namespace Aread.Host.Progress;

/// <summary>How much of a whole is done, as a line as wide as there is room for, 72 columns at most.</summary>
internal sealed class ShareBar(int done, int total) : Renderable
{
    protected override Measurement Measure(RenderOptions options, int maxWidth) => new(Width(maxWidth), Width(maxWidth));

    protected override IEnumerable<Segment> Render(RenderOptions options, int maxWidth)
    {
        var full = total > 0 ? (int)((long)Width(maxWidth) * Math.Min(done, total) / total) : 0;
        var mark = options.Unicode ? '━' : '-';
        yield return new Segment(new string(mark, full), new Style(Color.Green));
        yield return new Segment(new string(mark, Width(maxWidth) - full), new Style(Color.Grey));
        yield return Segment.LineBreak;
    }

    private static int Width(int maxWidth) => Math.Min(72, maxWidth);
}
