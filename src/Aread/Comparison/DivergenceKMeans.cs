namespace Aread.Comparison;

/// <summary>
/// K-means of distributions with the Kullback-Leibler divergence as distance. The centre of a group is its mean, which has the least sum of divergences of all
/// centres (Banerjee, Merugu, Dhillon, Ghosh: "Clustering with Bregman Divergences", JMLR 2005, proposition 1).
/// </summary>
public static class DivergenceKMeans
{
    private const int Restarts = 20;
    private const int MostRounds = 100;

    /// <param name="points">Distributions, none with a zero.</param>
    /// <param name="groups">At most as many as points.</param>
    /// <returns>The group of each point; groups are numbered by their first point, and none is empty where as many points differ.</returns>
    public static int[] Cluster(IReadOnlyList<double[]> points, int groups, long seed)
    {
        var (best, least) = (Array.Empty<int>(), double.PositiveInfinity);
        for (var restart = 0; restart < Restarts; restart++)
        {
            var (groupOf, sum) = Refine(points, Start(points, groups, new RandomStream(seed, "precluster", restart)));
            if (sum < least) (best, least) = (groupOf, sum);
        }
        var order = best.Distinct().ToList();
        return Array.ConvertAll(best, order.IndexOf);
    }

    /// <summary>Each further centre is a point drawn by its divergence from the centres there are (k-means++).</summary>
    private static List<double[]> Start(IReadOnlyList<double[]> points, int groups, RandomStream stream)
    {
        var centres = new List<double[]> { points[stream.Next(points.Count)] };
        while (centres.Count < groups)
        {
            double[] distances = [.. points.Select(point => centres.Min(centre => LossDistribution.Divergence(point, centre)))];
            var draw = stream.NextDouble() * distances.Sum();
            var chosen = 0;
            while (chosen < distances.Length - 1 && (draw -= distances[chosen]) > 0) chosen++;
            centres.Add(points[chosen]);
        }
        return centres;
    }

    private static (int[] GroupOf, double Sum) Refine(IReadOnlyList<double[]> points, List<double[]> centres)
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
                if (members.Length > 0) centres[group] = [.. Enumerable.Range(0, centres[group].Length).Select(bin => members.Average(point => points[point][bin]))];
            }
        }
        return (groupOf, points.Select((point, i) => LossDistribution.Divergence(point, centres[groupOf[i]])).Sum());
    }

    private static int Nearest(double[] point, List<double[]> centres) => Enumerable.Range(0, centres.Count).MinBy(group => LossDistribution.Divergence(point, centres[group]));
}
