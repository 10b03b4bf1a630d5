namespace Aread.Hemp;

/// <summary>Draws the masks that a search tries: the domain's strongest edges, its current mask, and random flips. (Algorithm 1)</summary>
/// <param name="shape">The experts.</param>
/// <param name="maximumDraws">Draws made for one candidate before it falls back.</param>
public sealed class CandidateGenerator(MaskShape shape, int maximumDraws = 100)
{
    /// <summary>One candidate from given flips; nothing random.</summary>
    /// <param name="origin">The domain's mask, null before its first search.</param>
    /// <param name="gateMeans">[Edges] mean gates of the domain.</param>
    /// <param name="activeShare">Share of the gates, from the top, that the candidate starts from, in [0, 1].</param>
    /// <param name="flips">Edges to flip, of all levels.</param>
    public static CandidateDraw Derive(ExpertMask? origin, ReadOnlySpan<double> gateMeans, double activeShare, ExpertMask flips)
    {
        var experts = flips.Shape;
        var threshold = GateThreshold.Lowest(experts, gateMeans, 1 - activeShare);
        return Derive(origin, threshold, GateThreshold.AtOrOver(experts, gateMeans, threshold), activeShare, flips);
    }

    /// <summary>
    /// <paramref name="count"/> candidates, each drawn from its own stream. A draw is repeated with the next numbers of that stream while it has
    /// no output, equals the mask it started from, or equals a candidate before it; so the list is a function of the arguments alone, and
    /// candidate z of the streams and candidates 0..z. A candidate that has not settled after the maximum of draws falls back to its first draw that
    /// only failed to be new, else to the top edges, else to <paramref name="current"/>, else to the full mask (the first of them that, validated,
    /// has an output): only then may two be equal.
    /// </summary>
    /// <param name="current">The domain's mask, null before its first search.</param>
    /// <param name="gateMeans">[Edges] mean gates of the domain since its last search.</param>
    /// <param name="activeShare">Share of the gates, from the top, that a candidate starts from, in [0, 1].</param>
    /// <param name="sigma">A draw flips the share |N(0, sigma)| of all edges, at most all, rounded to whole edges.</param>
    /// <param name="count">Z.</param>
    /// <param name="streamOfCandidate">A fresh stream for candidate z.</param>
    public IReadOnlyList<ExpertMask> Draw(ExpertMask? current, ReadOnlySpan<double> gateMeans, double activeShare, double sigma, int count, Func<int, RandomStream> streamOfCandidate)
    {
        var threshold = GateThreshold.Lowest(shape, gateMeans, 1 - activeShare);
        var top = GateThreshold.AtOrOver(shape, gateMeans, threshold);
        var drawn = new List<ExpertMask>(count);
        for (var candidate = 0; candidate < count; candidate++)
        {
            var stream = streamOfCandidate(candidate);
            ExpertMask? repeated = null, settled = null;
            for (var draw = 0; draw < maximumDraws && settled is null; draw++)
            {
                var derived = Derive(current, threshold, top, activeShare, Flips(sigma, stream));
                if (!derived.Accepted) continue;
                if (drawn.Contains(derived.Result)) repeated ??= derived.Result;
                else settled = derived.Result;
            }
            drawn.Add(settled ?? repeated ?? Fallback(top, current));
        }
        return drawn;
    }

    private static CandidateDraw Derive(ExpertMask? origin, double? threshold, ExpertMask top, double activeShare, ExpertMask flips)
    {
        var start = origin ?? top;
        var flipped = start.Density > activeShare;
        var joined = start.Or(top);
        var result = (flipped ? joined.Xor(flips) : joined.Or(flips)).Validate();
        return new CandidateDraw(threshold, top, flipped, result, result.HasOutput && !result.Equals(start));
    }

    private ExpertMask Flips(double sigma, RandomStream stream)
    {
        var share = Math.Min(1, Math.Abs(sigma * stream.NextNormal()));
        var flips = (int)Math.Round(share * shape.Edges);
        Span<int> edges = new int[shape.Edges];
        for (var edge = 0; edge < edges.Length; edge++) edges[edge] = edge;
        stream.Shuffle(edges);
        var kept = new bool[shape.Edges];
        foreach (var edge in edges[..flips]) kept[edge] = true;
        return new ExpertMask(shape, kept);
    }

    private ExpertMask Fallback(ExpertMask top, ExpertMask? current)
    {
        foreach (var choice in new[] { top, current })
            if (choice?.Validate() is { HasOutput: true } valid) return valid;
        return ExpertMask.Full(shape);
    }
}
