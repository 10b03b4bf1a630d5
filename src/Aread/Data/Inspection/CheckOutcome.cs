namespace Aread.Data.Inspection;

/// <summary>What came of a check.</summary>
public enum CheckOutcome
{
    Passed,
    Failed,

    /// <summary>The data set does not hold what it takes to tell.</summary>
    Unknown,
}
