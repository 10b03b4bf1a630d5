namespace Aread.Benchmarks.Silos;

/// <summary>How often something happened, and seconds in which at least one of it was under way.</summary>
internal readonly record struct Use(long Count, double Seconds)
{
    public Use Since(Use earlier) => new(Count - earlier.Count, Seconds - earlier.Seconds);
}
