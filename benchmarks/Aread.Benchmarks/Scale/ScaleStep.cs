namespace Aread.Benchmarks.Scale;

/// <summary>Seconds that each part of a cluster is busy with one step.</summary>
/// <param name="Lane">A silo's lane: its batches.</param>
/// <param name="SiloNetwork">A silo's link: rows and their gradients, of its lane and of its shard.</param>
/// <param name="CoordinatorNetwork">The coordinator's link: weights out to every silo, then a gradient in from each.</param>
/// <param name="CoordinatorProcessor">Packing, unpacking, adding, Adam.</param>
/// <param name="Shard">An embedding shard: Adam on the step's rows.</param>
/// <param name="Disk">Its part of a checkpoint.</param>
internal sealed record ScaleStep(double Lane, double SiloNetwork, double CoordinatorNetwork, double CoordinatorProcessor, double Shard, double Disk)
{
    /// <summary>
    /// Weights go out, batches are computed while rows travel, gradients come in, are combined and applied, shards apply theirs meanwhile; checkpoints are written
    /// beside it all.
    /// </summary>
    public double Seconds => Math.Max(CoordinatorNetwork + Math.Max(Lane, SiloNetwork) + Math.Max(CoordinatorProcessor, Shard), Disk);

    /// <summary>The part that is busy longest: it saturates first.</summary>
    public string Busiest => new (string Name, double Seconds)[]
    {
        ("lanes", Lane), ("silo network", SiloNetwork), ("coordinator network", CoordinatorNetwork), ("coordinator processor", CoordinatorProcessor), ("shards", Shard), ("disk", Disk),
    }.MaxBy(part => part.Seconds).Name;

    /// <summary>Share of the step in which lanes compute: 1 = silos add up.</summary>
    public double Efficiency => Lane / Seconds;
}
