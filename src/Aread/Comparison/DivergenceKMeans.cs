namespace Aread.Comparison;

/// <summary>
/// K-means of distributions with the Kullback-Leibler divergence as distance. The centre of a group is its mean, which has the least sum of divergences of all
/// centres, weighted as the points are (Banerjee, Merugu, Dhillon, Ghosh: "Clustering with Bregman Divergences", JMLR 2005, proposition 1).
/// </summary>
public static class DivergenceKMeans
{
    private const int Restarts = 20;
    private const int MostRounds = 100;

    /// <param name="points">Distributions, none with a zero.</param>
    /// <param name="weights">Of each point, over 0: as many samples as it says something of.</param>
    /// <param name="groups">At most as many as points.</param>
    /// <returns>The group of each point; groups are numbered by their first point. There are fewer where fewer points differ.</returns>
    public static int[] Cluster(IReadOnlyList<double[]> points, IReadOnlyList<double> weights, int groups, long seed)
    {
        var (best, least) = (Array.Empty<int>(), double.PositiveInfinity);
        for (var restart = 0; restart < Restarts; restart++)
        {
            var (groupOf, sum) = Refine(points, weights, Start(points, weights, groups, new RandomStream(seed, "precluster", restart)));
            if (sum < least) (best, least) = (groupOf, sum);
        }
        var order = best.Distinct().ToList();
        return Array.ConvertAll(best, order.IndexOf);
    }

    /// <summary>Each further centre is a point drawn by its weighted divergence from the centres there are (k-means++).</summary>
    private static List<double[]> Start(IReadOnlyList<double[]> points, IReadOnlyList<double> weights, int groups, RandomStream stream)
    {
        var centres = new List<double[]> { points[stream.Next(points.Count)] };
        while (centres.Count < groups)
        {
            double[] distances = [.. points.Zip(weights, (point, weight) => weight * centres.Min(centre => LossDistribution.Divergence(point, centre)))];
            var draw = stream.NextDouble() * distances.Sum();
            var chosen = 0;
            while (chosen < distances.Length - 1 && (draw -= distances[chosen]) > 0) chosen++;
            centres.Add(points[chosen]);
        }
        return centres;
    }

    private static (int[] GroupOf, double Sum) Refine(IReadOnlyList<double[]> points, IReadOnlyList<double> weights, List<double[]> centres)
    {
        int[] groupOf = [];
        for (var round = 0; round < MostRounds; round++)
        {
            int[] next = [.. points.Select(point => Nearest(point, centres))];
            if (next.SequenceEqual(groupOf)) break;
            groupOf = next;
            for (var group = 0; group < centres.Count; group++)
            {
                var members = Enumerable.Range(0, points.Count).Where(point => groupOf[point] == group).ToArray();
                centres[group] = members.Length > 0 ? Mean(members) : points[Farthest()];
            }
        }
        return (groupOf, Enumerable.Range(0, points.Count).Sum(Cost));

        double Cost(int point) => weights[point] * LossDistribution.Divergence(points[point], centres[groupOf[point]]);

        // A group that has lost all its points begins anew.
        int Farthest() => Enumerable.Range(0, points.Count).MaxBy(Cost);

        double[] Mean(int[] members)
        {
            var weight = members.Sum(point => weights[point]);
            return [.. Enumerable.Range(0, points[0].Length).Select(bin => members.Sum(point => weights[point] * points[point][bin]) / weight)];
        }
    }

    private static int Nearest(double[] point, List<double[]> centres) => Enumerable.Range(0, centres.Count).MinBy(group => LossDistribution.Divergence(point, centres[group]));
}
