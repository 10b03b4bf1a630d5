namespace Aread.Hemp;

/// <summary>Puts things in a row so that alike ones stand together: clusters are joined by average similarity, most alike first, each turned to fit its neighbour.</summary>
public static class SimilarityOrder
{
    /// <param name="similarity">[n, n], symmetric, larger is more alike. The diagonal is not looked at.</param>
    /// <returns>The indices 0..n-1 in their new order. Ties fall to the smaller index, so equal input gives equal order.</returns>
    public static IReadOnlyList<int> Of(double[,] similarity)
    {
        var count = similarity.GetLength(0);
        if (count == 0) return [];
        var average = (double[,])similarity.Clone();
        var clusters = Enumerable.Range(0, count).Select(item => (List<int>?)[item]).ToArray();
        var nearest = new int[count];
        for (var item = 0; item < count; item++) nearest[item] = Nearest(item);
        for (var joined = 1; joined < count; joined++)
        {
            var first = -1;
            for (var item = 0; item < count; item++)
                if (clusters[item] is not null && (first < 0 || average[item, nearest[item]] > average[first, nearest[first]])) first = item;
            var second = nearest[first];
            Join(first, second);
        }
        return clusters.First(cluster => cluster is not null)!;

        void Join(int first, int second)
        {
            int a = clusters[first]!.Count, b = clusters[second]!.Count;
            clusters[first] = Concatenate(clusters[first]!, clusters[second]!, similarity);
            clusters[second] = null;
            for (var item = 0; item < count; item++)
                average[first, item] = average[item, first] = (a * average[first, item] + b * average[second, item]) / (a + b);
            for (var item = 0; item < count; item++)
                if (clusters[item] is not null && (item == first || nearest[item] == first || nearest[item] == second || average[item, first] > average[item, nearest[item]]))
                    nearest[item] = Nearest(item);
        }

        int Nearest(int item)
        {
            var best = -1;
            for (var other = 0; other < count; other++)
                if (other != item && clusters[other] is not null && (best < 0 || average[item, other] > average[item, best])) best = other;
            return Math.Max(best, 0);
        }
    }

    private static List<int> Concatenate(List<int> left, List<int> right, double[,] similarity)
    {
        var best = double.NegativeInfinity;
        var (turnLeft, turnRight) = (false, false);
        foreach (var (l, r) in new[] { (false, false), (false, true), (true, false), (true, true) })
        {
            var meeting = similarity[l ? left[0] : left[^1], r ? right[^1] : right[0]];
            if (meeting <= best) continue;
            (best, turnLeft, turnRight) = (meeting, l, r);
        }
        if (turnLeft) left.Reverse();
        if (turnRight) right.Reverse();
        left.AddRange(right);
        return left;
    }
}
