namespace Aread.Data.Inspection;

/// <summary>Two domains and the values that both have.</summary>
/// <param name="First">The larger one.</param>
/// <param name="Either">Values that at least one of them has.</param>
public sealed record SharedPair(string First, string Second, long Common, long Either)
{
    public double Overlap => (double)Common / Either;
}
