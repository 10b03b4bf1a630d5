using Aread.Hemp;

namespace Aread.Host.Masks;

/// <summary>Which share of their edges pairs of domains have in common, beside what random masks of their densities would.</summary>
/// <param name="Domains">Names, the largest domain first; domains without a mask are left out.</param>
/// <param name="Overlap">[n][n], symmetric.</param>
/// <param name="Random">[n][n], symmetric.</param>
/// <param name="MeanOverlap">Over all pairs of two different domains; null if there is none.</param>
internal sealed record OverlapReport(
    IReadOnlyList<string> Domains,
    IReadOnlyList<double[]> Overlap,
    IReadOnlyList<double[]> Random,
    double? MeanOverlap,
    double? MeanRandom)
{
    public static OverlapReport Of(DomainMasks masks)
    {
        var domains = masks.Domains.Where(domain => domain.Mask is not null).ToArray();
        var parsed = domains.Select(domain => masks.MaskOf(domain)!).ToArray();
        var overlap = Rows(MaskOverlap.Matrix(parsed));
        var random = Rows(MaskOverlap.ExpectedMatrix(parsed));
        return new OverlapReport([.. domains.Select(domain => domain.Domain)], overlap, random, MeanOf(overlap), MeanOf(random));
    }

    /// <summary>The same in another order: domains with similar masks stand together.</summary>
    public OverlapReport BySimilarity()
    {
        var similarity = new double[Domains.Count, Domains.Count];
        foreach (var (row, values) in Overlap.Index())
            foreach (var (column, value) in values.Index()) similarity[row, column] = value;
        var order = SimilarityOrder.Of(similarity);
        double[][] Ordered(IReadOnlyList<double[]> matrix) => [.. order.Select(row => order.Select(column => matrix[row][column]).ToArray())];
        return this with { Domains = [.. order.Select(domain => Domains[domain])], Overlap = Ordered(Overlap), Random = Ordered(Random) };
    }

    /// <summary>Pairs of domains by falling overlap.</summary>
    public IEnumerable<(int First, int Second)> PairsByOverlap() =>
        from first in Enumerable.Range(0, Domains.Count)
        from second in Enumerable.Range(first + 1, Domains.Count - first - 1)
        orderby Overlap[first][second] descending
        select (first, second);

    private static double[][] Rows(double[,] matrix) =>
        [.. Enumerable.Range(0, matrix.GetLength(0)).Select(row => Enumerable.Range(0, matrix.GetLength(1)).Select(column => matrix[row, column]).ToArray())];

    private static double? MeanOf(double[][] matrix) => matrix.Length < 2 ? null : matrix.SelectMany((row, index) => row.Skip(index + 1)).Average();
}
