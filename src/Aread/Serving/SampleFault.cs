namespace Aread.Serving;

/// <summary>A sample cannot be scored as it is.</summary>
/// <param name="sample">Its index among those given.</param>
/// <param name="field">Of the sample.</param>
public sealed class SampleFault(int sample, string field, string reason) : AreadException($"Sample {sample}, field '{field}': {reason}")
{
    public int Sample { get; } = sample;

    public string Field { get; } = field;

    public string Reason { get; } = reason;
}
