using System.Globalization;

namespace Aread.Benchmarks.Cluster;

/// <summary>In which silos the grains of a run are, by their numbers in the cluster.</summary>
internal sealed record RunPlacement(int Coordinator, IReadOnlyList<int> Domains, IReadOnlyList<int> Shards)
{
    public static RunPlacement Of(ClusterReading reading, string run)
    {
        var (coordinator, domains, shards) = (0, new SortedDictionary<int, int>(), new SortedDictionary<int, int>());
        foreach (var (silo, grain) in reading.Silos.Index().SelectMany(silo => silo.Item.Grains.Select(grain => (silo.Index, grain))))
        {
            if (grain == $"coordinator/{run}") coordinator = silo;
            else if (grain.EndsWith($":{run}", StringComparison.Ordinal)) domains[Number(grain)] = silo;
            else if (grain.EndsWith($"+{run}", StringComparison.Ordinal)) shards[Number(grain)] = silo;
        }
        return new RunPlacement(coordinator, [.. domains.Values], [.. shards.Values]);
    }

    /// <summary>Orleans writes whole numbers in keys in hexadecimal.</summary>
    private static int Number(string grain) => int.Parse(grain[(grain.IndexOf('/') + 1)..grain.IndexOf('+')], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
