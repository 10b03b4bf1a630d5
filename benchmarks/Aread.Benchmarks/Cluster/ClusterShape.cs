namespace Aread.Benchmarks.Cluster;

/// <summary>Silos on this machine.</summary>
internal sealed record ClusterShape(string Name, int Silos, int Lanes)
{
    /// <summary>The first is what the others are compared with; the last shows what two lanes gain where nothing must travel.</summary>
    public static IReadOnlyList<ClusterShape> Compared { get; } = [new("1 silo", 1, 1), new("2 silos", 2, 1), new("1 silo of 2 lanes", 1, 2)];
}
