namespace Aread.Data.Published;

/// <summary>The contents of <c>step.json</c>, which stands in the directory of a finished step.</summary>
/// <param name="Result">What later steps have to know besides the files.</param>
internal sealed record StepRecord<T>(T Result, IReadOnlyList<RejectedRows> Rejected)
{
    public const string FileName = "step.json";
}
