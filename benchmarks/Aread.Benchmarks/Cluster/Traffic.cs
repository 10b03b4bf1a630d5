namespace Aread.Benchmarks.Cluster;

/// <summary>Bytes that must cross between silos, by what they are.</summary>
/// <param name="Weights">Dense weights and running statistics, once per silo and version.</param>
/// <param name="Gradients">One combined dense gradient per silo and step.</param>
/// <param name="Rows">Vectors of distinct rows of a batch with their numbers, and their gradients.</param>
/// <param name="Replies">Statistics of batches.</param>
internal readonly record struct Traffic(double Weights, double Gradients, double Rows, double Replies)
{
    public double Total => Weights + Gradients + Rows + Replies;

    public static Traffic operator +(Traffic left, Traffic right) =>
        new(left.Weights + right.Weights, left.Gradients + right.Gradients, left.Rows + right.Rows, left.Replies + right.Replies);
}
